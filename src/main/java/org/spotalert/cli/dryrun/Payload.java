package org.spotalert.cli.dryrun;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.util.URISupport;
import org.spotalert.channels.eventbridge.EventBus;

/**
 * What a channel would send, as it would leave.
 *
 * @param to where it would go: the endpoint without its options
 * @param headers in the order in which they are to be read; none of them holds a secret
 * @param parts the content: one part, or those of a mail
 */
public record Payload(String to, List<Header> headers, List<Part> parts) {

    private static final Pattern SECRET = Pattern.compile(
            "authorization|cookie|credential|(api|access|routing)-?key|password|secret|signature|token");

    public Payload {
        headers = List.copyOf(headers);
        parts = List.copyOf(parts);
    }

    /** A header, an attribute or a parameter of the message. */
    public record Header(String name, String value) {}

    /**
     * A piece of content.
     *
     * @param type its media type; empty when it is not known
     */
    public record Part(String type, String content) {

        boolean html() {
            return type.startsWith("text/html");
        }
    }

    /** What of a payload is printed, as it is written on the command line. */
    public enum Format {
        message,
        text,
        html;

        /** That part of the payload; nothing when it has none. */
        public Optional<String> of(Payload payload) {
            return switch (this) {
                case message -> Optional.of(all(payload));
                case text -> payload.text();
                case html -> payload.html();
            };
        }

        private static String all(Payload payload) {
            StringBuilder text = new StringBuilder("to: " + payload.to() + "\n");
            payload.headers()
                    .forEach(header -> text.append(header.name())
                            .append(": ")
                            .append(header.value())
                            .append("\n"));
            for (Part part : payload.parts()) {
                text.append(payload.parts().size() > 1 ? "\n--- " + part.type() + "\n" : "\n");
                text.append(part.content());
                text.append(part.content().endsWith("\n") ? "" : "\n");
            }
            return text.toString();
        }
    }

    private Optional<String> html() {
        return parts.stream().filter(Part::html).map(Part::content).findFirst();
    }

    /** The content that is no HTML: plain text or JSON. */
    private Optional<String> text() {
        return parts.stream().filter(part -> !part.html()).map(Part::content).findFirst();
    }

    static Payload of(Endpoint endpoint, Exchange exchange) throws Exception {
        return endpoint instanceof MailEndpoint mail
                ? Mail.payload(mail, exchange, to(endpoint))
                : plain(endpoint, exchange);
    }

    private static Payload plain(Endpoint endpoint, Exchange exchange) {
        Map<String, Object> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(exchange.getMessage().getHeaders());
        List<Header> headers = sorted.entrySet().stream()
                .filter(header -> header.getValue() != null)
                .map(header -> new Header(header.getKey(), shown(header.getKey(), header.getValue())))
                .toList();
        String type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "", String.class);
        return new Payload(to(endpoint), headers, List.of(new Part(type, content(exchange))));
    }

    private static String shown(String name, Object value) {
        return SECRET.matcher(name.toLowerCase(Locale.ROOT)).find() ? "(hidden)" : String.valueOf(value);
    }

    /** Text, bytes and streams as text; any other object as it describes itself. */
    private static String content(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return EventBus.text(body)
                .orElseGet(() -> Objects.requireNonNullElseGet(
                        exchange.getMessage().getBody(String.class), () -> String.valueOf(body)));
    }

    private static String to(Endpoint endpoint) {
        return URISupport.sanitizeUri(endpoint.getEndpointUri()).replaceFirst("\\?.*$", "");
    }
}
