package org.spotalert.channels.email;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/** A socket whose reads and writes fail once its time is over. */
final class TimedSocket extends Socket {

    private final long end;
    /** How long a single read may take, in milliseconds; 0 for as long as there is time. */
    private final AtomicInteger readTimeout = new AtomicInteger();

    TimedSocket(Duration timeout) {
        this.end = System.nanoTime() + timeout.toNanos();
    }

    @Override
    public synchronized void setSoTimeout(int timeout) throws SocketException {
        super.setSoTimeout(timeout);
        readTimeout.set(timeout);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                limitRead();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                limitRead();
                return super.read(bytes, offset, length);
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                left();
                out.write(bytes, offset, length);
            }
        };
    }

    private void limitRead() throws IOException {
        int left = left();
        int most = readTimeout.get();
        super.setSoTimeout(most == 0 ? left : Math.min(most, left));
    }

    /** The milliseconds that are left, at least one. */
    private int left() throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("the mail takes too long as a whole");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    /**
     * Makes sockets that serve for a while and no longer. The mail library limits the time of each read only, so that a server
     * that sends a line now and then would hold a mail up without an end.
     */
    static final class Factory extends SocketFactory {

        private final Duration timeout;

        /** @param timeout how long each socket serves */
        Factory(Duration timeout) {
            this.timeout = timeout;
        }

        @Override
        public Socket createSocket() throws SocketException {
            TimedSocket socket = new TimedSocket(timeout);
            // The end of a mail would wait for the acknowledgement of what stands before it, which may come 40 ms late.
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw connected();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw connected();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw connected();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            throw connected();
        }

        private static UnsupportedOperationException connected() {
            return new UnsupportedOperationException("the mail library connects its sockets itself");
        }
    }
}
