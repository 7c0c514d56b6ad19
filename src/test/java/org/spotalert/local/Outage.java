package org.spotalert.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;

/** A way to a server that can be cut and mended, as networks are. */
public final class Outage implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port = FreePort.find();
    private final URI server;
    private final ServerSocketFactory doors;
    private volatile boolean silent;
    private ServerSocket door;

    private Outage(URI server, ServerSocketFactory doors) throws IOException {
        this.server = server;
        this.doors = doors;
        this.door = open();
    }

    /** A way to this server that works until it is cut. */
    public static Outage before(URI server) {
        return before(server, ServerSocketFactory.getDefault());
    }

    /** The same with doors of another make, such as TLS. */
    public static Outage before(URI server, ServerSocketFactory doors) {
        try {
            return new Outage(server, doors);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where the way begins. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The port of its beginning. */
    public int port() {
        return port;
    }

    /** Ends every connection and refuses new ones. */
    public void begin() {
        try {
            door.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        cut();
    }

    private void cut() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException gone) {
                // It was to be closed.
            }
        }
        open.clear();
    }

    /** Ends every connection; new ones are taken, and never answered. */
    public void beginSilently() {
        silent = true;
        cut();
    }

    /** Lets everything through again. */
    public void end() {
        silent = false;
        cut();
        if (door.isClosed()) {
            reopen();
        }
    }

    private void reopen() {
        try {
            door = open();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private ServerSocket open() throws IOException {
        ServerSocket opened = doors.createServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        threads.execute(() -> accept(opened));
        return opened;
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                if (silent) {
                    open.add(client);
                    continue;
                }
                Socket behind = new Socket(server.getHost(), server.getPort());
                open.add(client);
                open.add(behind);
                threads.execute(() -> pass(client, behind));
                threads.execute(() -> pass(behind, client));
            } catch (IOException cut) {
                // Closed by the cut, or the server is gone: the client sees it.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream bytes = from.getInputStream()) {
            bytes.transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // The other direction ends as well: both sockets are closed.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() {
        begin();
        threads.shutdownNow();
    }
}
