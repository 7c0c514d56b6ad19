package org.spotalert.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * DynamoDB as others have built it anew, in memory: dynalite checks conditions, expressions and limits more strictly than moto.
 * It runs on Node.js, and is installed where it is missing.
 */
public final class Dynalite implements AutoCloseable {

    private static final String PACKAGE = "dynalite@4.0.0";
    private static final Path HOME = Path.of("target", "dynalite");
    private static final Path SCRIPT = HOME.resolve("node_modules/dynalite/cli.js");

    private final Process process;
    private final int port;

    private Dynalite(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether it can be had: there is Node.js, and its package manager. */
    public static synchronized boolean available() {
        return succeeds(30, "node", "--version")
                && InstallLock.alone("dynalite", () -> Files.exists(SCRIPT) || install());
    }

    private static boolean install() {
        return succeeds(300, "npm", "install", "--no-audit", "--no-fund", "--prefix", HOME.toString(), PACKAGE);
    }

    /** Starts a server without tables. It ends with this JVM at the latest. */
    public static Dynalite start() {
        int port = FreePort.find();
        try {
            Process process = new ProcessBuilder(
                            "node",
                            SCRIPT.toString(),
                            "--host",
                            "127.0.0.1",
                            "--port",
                            String.valueOf(port),
                            "--createTableMs",
                            "100")
                    .redirectErrorStream(true)
                    .redirectOutput(new File("target/dynalite-" + port + ".log"))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            Dynalite server = new Dynalite(process, port);
            Awaitility.await("dynalite")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(100))
                    .until(server::answers);
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where DynamoDB is called. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static boolean succeeds(long seconds, String... command) {
        try {
            Files.createDirectories(HOME);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/dynalite.log")))
                    .start();
            return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
