package org.spotalert.cli.dryrun;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.util.URISupport;
import org.spotalert.channels.eventbridge.EventsText;
import org.spotalert.cli.dryrun.Payload.Header;
import org.spotalert.cli.dryrun.Payload.Part;

/** Reads what an exchange holds when it reaches the end of its channel. */
final class Payloads {

    private static final Pattern SECRET = Pattern.compile(
            "authorization|cookie|credential|(api|access|routing)-?key|password|secret|signature|token");

    private Payloads() {}

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
        return EventsText.of(body)
                .orElseGet(() -> Objects.requireNonNullElseGet(
                        exchange.getMessage().getBody(String.class), () -> String.valueOf(body)));
    }

    private static String to(Endpoint endpoint) {
        return URISupport.sanitizeUri(endpoint.getEndpointUri()).replaceFirst("\\?.*$", "");
    }
}
