package org.spotalert.cli.dryrun;

import java.util.Optional;

/** What of a payload is printed, as it is written on the command line. */
public enum Format {
    /** Headers and all parts. */
    message,
    /** The text or JSON alone. */
    text,
    /** The HTML alone. */
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
        for (Payload.Part part : payload.parts()) {
            text.append(payload.parts().size() > 1 ? "\n--- " + part.type() + "\n" : "\n");
            text.append(part.content());
            text.append(part.content().endsWith("\n") ? "" : "\n");
        }
        return text.toString();
    }
}
