package org.spotalert.channels.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks SMTP (RFC 5321) and reads each mail to its end, but never gets round to saying that it has taken it. */
final class SlowMailServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final AtomicInteger mails = new AtomicInteger();

    SlowMailServer() throws IOException {
        Thread thread = new Thread(this::accept);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many mails were read to their end. */
    int mails() {
        return mails.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                talk(client);
            } catch (IOException end) {
                // The next one, if there is one.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream answers = client.getOutputStream();
        answer(answers, "220 slow.example.com");
        boolean data = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (data) {
                mails.addAndGet(line.equals(".") ? 1 : 0);
            } else {
                data = line.equals("DATA");
                answer(answers, data ? "354 go on" : "250 fine");
            }
        }
    }

    private static void answer(OutputStream answers, String line) throws IOException {
        answers.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        answers.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
