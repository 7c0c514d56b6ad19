package org.spotalert.channels.failure;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.FailureReason;
import org.spotalert.platform.text.TextSanitizer;

/** Reads error answers over HTTP. */
public final class HttpFailure {

    private static final int LONGEST_REASON = 200;
    private static final Pattern CODE = Pattern.compile("[a-z]{2,20}(_[a-z]{1,20}){1,6}");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Where Jira, PagerDuty, ServiceNow and Telegram give their reasons. */
    private static final List<String> REASONS =
            List.of("/errorMessages", "/message", "/description", "/errors", "/error/message", "/error/detail");

    private static final String HUGE = "999999999";

    private HttpFailure() {}

    /** The status with its standard words, such as {@code HTTP 404 Not Found}: the server's own are text from outside. */
    public static String statusLine(int status) {
        boolean standard = status >= 100 && status < 600;
        @Nullable String words = standard ? EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ROOT) : null;
        return words == null ? "HTTP " + status : "HTTP " + status + " " + words;
    }

    /** What an error status says. */
    public static FailureReason reason(int status) {
        return switch (status) {
            case 401, 403, 407 -> FailureReason.AUTH;
            case 429 -> FailureReason.RATE_LIMITED;
            case 408, 425 -> FailureReason.SERVER;
            default -> status >= 500 ? FailureReason.SERVER : FailureReason.REFUSED;
        };
    }

    /**
     * The reason in an error answer on one line: an error code such as Slack's {@code no_service}, or those in JSON of a
     * known shape; nothing when the answer gives none that is understood.
     */
    static Optional<String> words(@Nullable String answer) {
        String text = answer == null ? "" : answer.strip();
        if (!text.startsWith("{")) {
            return Optional.of(text).filter(CODE.asMatchPredicate());
        }
        try {
            JsonNode json = JSON.readTree(text);
            List<String> reasons = REASONS.stream()
                    .flatMap(place -> words(json.at(place)))
                    .filter(reason -> !reason.isBlank())
                    .distinct()
                    .toList();
            return Optional.of(TextSanitizer.oneLine(String.join("; ", reasons)))
                    .filter(line -> !line.isEmpty())
                    .map(line -> TextSanitizer.cut(line, LONGEST_REASON));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static Stream<String> words(JsonNode found) {
        if (found.isTextual()) {
            return Stream.of(found.asText());
        }
        return found.isArray()
                ? found.valueStream().map(JsonNode::asText)
                : found.properties().stream()
                        .map(field -> field.getKey() + ": " + field.getValue().asText());
    }

    /** The pause that the answer asks for by Retry-After (RFC 9110, 10.2.3), never negative. */
    static Optional<Duration> retryAfter(HttpOperationFailedException answer, Clock clock) {
        Map<String, String> headers = answer.getResponseHeaders();
        return Stream.ofNullable(headers)
                .flatMap(all -> all.entrySet().stream())
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .findFirst()
                .flatMap(header -> pause(header.getValue().strip(), clock));
    }

    private static Optional<Duration> pause(String value, Clock clock) {
        if (value.matches("\\d+")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value.length() > 9 ? HUGE : value)));
        }
        try {
            Instant at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            Duration pause = Duration.between(clock.instant(), at);
            return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
