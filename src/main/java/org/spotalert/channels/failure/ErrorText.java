package org.spotalert.channels.failure;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.text.TextSanitizer;

/**
 * The reason in an error answer, where it is nothing but an error code such as Slack's {@code no_service}, or JSON of a known
 * shape: {@code errorMessages} and {@code errors} (Jira), {@code error.message} and {@code error.detail} (ServiceNow),
 * {@code message} and {@code errors} (PagerDuty).
 */
final class ErrorText {

    private static final int LONGEST = 200;
    private static final Pattern CODE = Pattern.compile("[a-z]{2,20}(_[a-z]{1,20}){1,6}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PLACES =
            List.of("/errorMessages", "/message", "/errors", "/error/message", "/error/detail");

    private ErrorText() {}

    /** The reason on one line of at most 200 characters, or nothing when the answer gives none that is understood. */
    static Optional<String> of(@Nullable String answer) {
        String text = answer == null ? "" : answer.strip();
        if (!text.startsWith("{")) {
            return Optional.of(text).filter(CODE.asMatchPredicate());
        }
        try {
            JsonNode json = JSON.readTree(text);
            List<String> reasons = PLACES.stream()
                    .flatMap(place -> reasons(json.at(place)))
                    .filter(reason -> !reason.isBlank())
                    .distinct()
                    .toList();
            String line = TextSanitizer.oneLine(String.join("; ", reasons));
            return line.isEmpty() ? Optional.empty() : Optional.of(TextSanitizer.cut(line, LONGEST));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static Stream<String> reasons(JsonNode found) {
        if (found.isTextual()) {
            return Stream.of(found.asText());
        }
        List<String> reasons = new ArrayList<>();
        if (found.isArray()) {
            found.forEach(reason -> reasons.add(reason.asText()));
        } else {
            found.properties()
                    .forEach(reason -> reasons.add(
                            reason.getKey() + ": " + reason.getValue().asText()));
        }
        return reasons.stream();
    }
}
