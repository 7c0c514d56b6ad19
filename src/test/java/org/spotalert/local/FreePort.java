package org.spotalert.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ports that nobody listens on, for whoever needs to know one before somebody listens there. The system gives none of them to a
 * connection, and no other JVM gets one of them from here: it stays free until it is used, and between two uses.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    /** The next ones are those that Linux chooses from, for connections and for port 0. */
    private static final int LAST = 32_767;
    /** A byte of it for each port is locked by the JVM that has taken it, and by the system unlocked when that ends. */
    private static final FileChannel TAKEN = open();

    private static int next = FIRST;

    private FreePort() {}

    /** A port of the loopback address that nobody else is given before this JVM ends. */
    public static synchronized int find() {
        while (next <= LAST) {
            int port = next++;
            if (isTaken(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("all ports from " + FIRST + " to " + LAST + " are taken");
    }

    private static FileChannel open() {
        try {
            return FileChannel.open(
                    Path.of(System.getProperty("java.io.tmpdir"), "spotalert-ports-" + System.getProperty("user.name")),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether this JVM has the port from now on. */
    private static boolean isTaken(int port) {
        try {
            return TAKEN.tryLock(port, 1, false) != null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException used) {
            return false;
        }
    }
}
