package org.spotalert.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that greets, and then sends line after line of its first answer, without an end. */
public final class StuckMailServer implements AutoCloseable {

    private static final long PAUSE_MILLIS = 200;

    private final ServerSocket server = new ServerSocket(FreePort.find(), 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    public StuckMailServer() throws IOException {
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections there were. */
    public int connections() {
        return connections.get();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "stuck-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                clients.add(client);
                connections.incrementAndGet();
                start(() -> hold(client));
            } catch (IOException end) {
                return;
            }
        }
    }

    private void hold(Socket client) {
        try (client) {
            OutputStream answer = client.getOutputStream();
            answer.write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                answer.write("250-hold the line\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException left) {
            // The client has had enough.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all connections; its port is free then. */
    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
