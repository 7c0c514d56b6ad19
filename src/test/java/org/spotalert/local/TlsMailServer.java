package org.spotalert.local;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server (aiosmtpd) that speaks STARTTLS and TLS, and wants the login {@code alerts}, {@code correct horse}. */
public final class TlsMailServer implements AutoCloseable {

    private final Process process;
    private final int startTlsPort;
    private final int tlsPort;
    private final List<String> mails = new CopyOnWriteArrayList<>();

    /**
     * @param certificate a PEM file with the server's key and certificate
     */
    public TlsMailServer(Path certificate) throws IOException {
        process = new ProcessBuilder(
                        Python.withMailServer(), "src/test/resources/mail/mail_server.py", certificate.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(new File("target/python.log")))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String ports = output.readLine();
        if (ports == null) {
            throw new IllegalStateException("the mail server ended at once; see target/python.log");
        }
        try (Scanner both = new Scanner(ports)) {
            startTlsPort = both.nextInt();
            tlsPort = both.nextInt();
        }
        Thread reader = new Thread(() -> output.lines().forEach(mails::add), "mails");
        reader.setDaemon(true);
        reader.start();
    }

    /** The port for this mode of the program. */
    public int port(String mode) {
        return mode.equals("tls") ? tlsPort : startTlsPort;
    }

    /** What was taken: one JSON object for each mail, with {@code hello}, {@code tls} and {@code to}. */
    public List<String> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
