package org.spotalert.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A TCP connection to a server on this machine whose client keeps no rule of HTTP. */
public final class RawConnection implements AutoCloseable {

    private static final int MILLIS = 5000;

    private final Socket socket = new Socket();

    private RawConnection(String from, int port) throws IOException {
        // So that a client that does not read is soon noticed.
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(MILLIS);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), MILLIS);
    }

    /** Connects to this port. */
    public static RawConnection to(int port) {
        return from("127.0.0.1", port);
    }

    /** Connects to this port from one of this machine's loopback addresses. */
    public static RawConnection from(String address, int port) {
        try {
            return new RawConnection(address, port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends this, as far as the server takes it: whether it took all. */
    public boolean send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends this, as far as the server takes it: whether it took all. */
    public boolean send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** What comes until the server closes, or is silent for some seconds. */
    public String receive() {
        StringBuilder received = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            byte[] bytes = new byte[8192];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                received.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException silent) {
            received.append("(silent)");
        } catch (IOException reset) {
            received.append("(closed)");
        }
        return received.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is gone.
        }
    }
}
