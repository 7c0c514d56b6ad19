package org.spotalert.channels.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An SMTP server on a real socket that refuses some recipients, and may refuse the mail itself. */
final class RefusingSmtpServer implements AutoCloseable {

    private static final Pattern RECIPIENT = Pattern.compile("RCPT TO:\\s*<([^>]*)>.*", Pattern.CASE_INSENSITIVE);

    private final ServerSocket socket;
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final List<List<String>> mails = new CopyOnWriteArrayList<>();
    private final List<String> recipients = new CopyOnWriteArrayList<>();

    RefusingSmtpServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::serve, "refusing-smtp");
        server.setDaemon(true);
        server.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From now on this is answered to the recipient, or to the whole mail when the recipient is {@code DATA}. */
    RefusingSmtpServer refuse(String recipient, String answer) {
        refusals.put(recipient, answer);
        return this;
    }

    /** The recipients of each mail that was taken. */
    List<List<String>> mails() {
        return List.copyOf(mails);
    }

    /** How often the server was asked to take a mail for this recipient. */
    long asked(String recipient) {
        return recipients.stream().filter(recipient::equals).count();
    }

    private void serve() {
        try {
            while (true) {
                try (Socket client = socket.accept()) {
                    speak(client);
                }
            }
        } catch (SocketException closed) {
            // The test is over.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void speak(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.ISO_8859_1);
        List<String> envelope = new CopyOnWriteArrayList<>();
        out.print("220 ready\r\n");
        out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer = answer(line, envelope);
            out.print(answer + "\r\n");
            out.flush();
            if (answer.startsWith("354")) {
                while (!in.readLine().equals(".")) {
                    // The mail itself is of no interest here.
                }
                mails.add(List.copyOf(envelope));
                out.print("250 taken\r\n");
                out.flush();
            }
            if (line.equalsIgnoreCase("QUIT")) {
                return;
            }
        }
    }

    private String answer(String line, List<String> envelope) {
        Matcher recipient = RECIPIENT.matcher(line);
        if (recipient.matches()) {
            recipients.add(recipient.group(1));
            String refusal = refusals.get(recipient.group(1));
            if (refusal == null) {
                envelope.add(recipient.group(1));
            }
            return refusal == null ? "250 ok" : refusal;
        }
        return switch (line.toUpperCase(Locale.ROOT)) {
            case "DATA" -> refusals.containsKey("DATA") ? refusals.get("DATA") : "354 go on";
            case "RSET" -> {
                envelope.clear();
                yield "250 ok";
            }
            default -> line.toUpperCase(Locale.ROOT).matches("(EHLO|HELO|MAIL|NOOP|QUIT|AUTH).*") ? "250 ok" : "500 ?";
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
