package org.spotalert.cli.dryrun;

import java.util.List;
import java.util.Optional;

/**
 * What a channel would send, as it would leave.
 *
 * @param to where it would go: the endpoint without its options
 * @param headers in the order in which they are to be read; none of them holds a secret
 * @param parts the content: one part, or those of a mail
 */
public record Payload(String to, List<Header> headers, List<Part> parts) {

    public Payload {
        headers = List.copyOf(headers);
        parts = List.copyOf(parts);
    }

    /** A header, an attribute or a parameter of the message. */
    public record Header(String name, String value) {}

    /**
     * A piece of content.
     *
     * @param type its media type; empty when nothing tells
     */
    public record Part(String type, String content) {

        boolean html() {
            return type.startsWith("text/html");
        }
    }

    /** The HTML, if there is any. */
    public Optional<String> html() {
        return parts.stream().filter(Part::html).map(Part::content).findFirst();
    }

    /** The content that is no HTML: plain text or JSON. */
    public Optional<String> text() {
        return parts.stream().filter(part -> !part.html()).map(Part::content).findFirst();
    }
}
