package org.spotalert.channel.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The connection of one exchange, which another thread may close at any time, also before it is made: then none is made any
 * more. Always the plain socket: closing one with TLS waits for whoever writes to it.
 */
final class OpenSocket implements Closeable {

    private final Deque<Socket> held = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Holds this socket from now on.
     *
     * @return the same socket
     * @throws SocketException when all is over already; the socket is closed then
     */
    synchronized Socket hold(Socket socket) throws IOException {
        held.push(socket);
        if (closed.get()) {
            close();
            throw new SocketException("closed");
        }
        return socket;
    }

    @Override
    public synchronized void close() {
        closed.set(true);
        while (!held.isEmpty()) {
            try {
                held.pop().close();
            } catch (IOException gone) {
                // What was done over it is done.
            }
        }
    }
}
