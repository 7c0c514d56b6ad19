package org.spotalert.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A far end whose answers begin at once and then go on byte by byte, without an end. */
public final class TricklingServer implements AutoCloseable {

    /** An answer in the middle of its head. */
    public static final String HEAD = "HTTP/1.1 200 OK\r\nX-Slow: ";

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final String beginning;
    private final Duration pause;

    /**
     * @param beginning how each answer begins
     * @param pause the time between two bytes of the rest
     */
    public TricklingServer(String beginning, Duration pause) throws IOException {
        this.beginning = beginning;
        this.pause = pause;
        start(this::accept);
    }

    /** An answer of this status that has come as far as its text. */
    public static String text(int status) {
        return "HTTP/1.1 " + status + " Words\r\nContent-Length: 10000\r\n\r\n";
    }

    /** Its address, without a path. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** How many requests there were. */
    public int requests() {
        return requests.get();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                requests.incrementAndGet();
                start(() -> trickle(client));
            } catch (IOException end) {
                return;
            }
        }
    }

    private void trickle(Socket client) {
        try (client) {
            OutputStream answer = client.getOutputStream();
            answer.write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                answer.write('x');
            }
        } catch (IOException left) {
            // The client has had enough.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
