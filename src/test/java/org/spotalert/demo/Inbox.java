package org.spotalert.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import freemarker.cache.FileTemplateLoader;
import freemarker.template.TemplateException;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.spotalert.channels.DrawnMessage;
import org.spotalert.channels.template.Templates;
import org.spotalert.demo.Receivers.Message;

/** A page with every message of the demo as its reader sees it, below what has happened, which begins with the latest. */
final class Inbox implements AutoCloseable {

    private static final ZoneId ZONE = ZoneId.systemDefault();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZONE);
    /** What happened before is no longer listed. */
    private static final int MOST_EVENTS = 40;

    private static final String OWN = "default-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
    private static final String SANDBOX =
            "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    private final Receivers ends;
    private final HttpServer server;
    private final Map<String, String> links = new LinkedHashMap<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();

    /** Something that has happened. */
    private record Event(Instant at, String text) {}

    /** The same on the page, with the messages that came before the next one happened. */
    public record Section(int number, String time, String text, List<Item> items) {}

    /** A message on the page. */
    public record Item(int number, String time, String channel, String file) {}

    Inbox(Receivers ends) throws IOException {
        this.ends = ends;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Lets the page name this address. */
    void link(String name, String address) {
        links.put(name, address);
    }

    /** Says that something happens now; the next messages are about it. */
    void happens(String text) {
        events.add(new Event(Instant.now(), text));
    }

    /** Writes the page and its messages as files, and returns the page's. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("messages"));
        for (Message message : ends.messages()) {
            Files.writeString(folder.resolve(file(message)), drawn(message));
        }
        return Files.writeString(folder.resolve("index.html"), page());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Optional<Message> message = ends.messages().stream()
                    .filter(one -> path.equals("/" + file(one)))
                    .findFirst();
            byte[] page = (message.isPresent() ? drawn(message.get()) : page()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", message.isPresent() ? SANDBOX : OWN);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private static String file(Message message) {
        return "messages/" + message.number() + "-" + message.channel() + ".html";
    }

    private static String drawn(Message message) throws IOException {
        String time = TIME.format(message.at()).substring(0, "HH:mm".length());
        return DrawnMessage.page(message.channel(), message.shown(), time, ZONE.getId());
    }

    private String page() throws IOException {
        StringWriter page = new StringWriter();
        try {
            Templates.configured(new FileTemplateLoader(new File("src")))
                    .getTemplate("test/resources/demo/inbox.ftlh")
                    .process(Map.of("sections", sections(), "links", links, "channels", Receivers.channels()), page);
        } catch (TemplateException wrong) {
            throw new IllegalStateException(wrong);
        }
        return page.toString();
    }

    private List<Section> sections() {
        List<Message> messages = ends.messages().stream()
                .sorted(Comparator.comparing(Message::at))
                .toList();
        List<Section> sections = new ArrayList<>();
        Instant until = Instant.MAX;
        for (int number = events.size() - 1; number >= Math.max(0, events.size() - MOST_EVENTS); number--) {
            Event event = events.get(number);
            Instant next = until;
            List<Item> items = messages.stream()
                    .filter(message ->
                            !message.at().isBefore(event.at()) && message.at().isBefore(next))
                    .map(message ->
                            new Item(message.number(), TIME.format(message.at()), message.channel(), file(message)))
                    .toList();
            sections.add(new Section(number, TIME.format(event.at()), event.text(), items));
            until = event.at();
        }
        return sections;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
