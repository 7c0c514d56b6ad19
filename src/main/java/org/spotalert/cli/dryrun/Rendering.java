package org.spotalert.cli.dryrun;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what of the messages is shown, and where. */
public final class Rendering {

    /** What of a payload is printed, as it is written on the command line. */
    enum Format {
        /** Headers and all parts. */
        message,
        /** The text or JSON alone. */
        text,
        /** The HTML alone. */
        html;

        /** That part of the payload; nothing when it has none. */
        public Optional<String> of(Payload payload) {
            return switch (this) {
                case message -> Optional.of(whole(payload));
                case text -> payload.text();
                case html -> payload.html();
            };
        }

        private static String whole(Payload payload) {
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

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "message",
            description =
                    "What to print: ${COMPLETION-CANDIDATES}. message: headers and all parts; text: the text or JSON"
                            + " alone; html: the HTML of a mail alone. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.message;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to this file, in UTF-8, instead.")
    private @Nullable Path output;

    /** What is shown, as it is written on the command line. */
    public String format() {
        return format.name();
    }

    /** What is shown of these messages; nothing when none of them has it. */
    public Optional<String> of(List<Payload> payloads) {
        List<String> texts = payloads.stream()
                .flatMap(payload -> format.of(payload).stream())
                .toList();
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", texts));
    }

    /**
     * Shows the text.
     *
     * @param out where it goes unless a file was named
     * @return why it cannot be shown, for a reader; nothing when it is
     */
    public Optional<String> show(String text, PrintWriter out) {
        if (output == null) {
            out.print(text);
            out.flush();
            return Optional.empty();
        }
        try {
            Files.writeString(output, text, StandardCharsets.UTF_8);
            return Optional.empty();
        } catch (IOException unwritable) {
            return Optional.of(
                    output + " cannot be written (" + unwritable.getClass().getSimpleName() + ")");
        }
    }
}
