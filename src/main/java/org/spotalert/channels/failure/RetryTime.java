package org.spotalert.channels.failure;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.http.base.HttpOperationFailedException;

/** The header Retry-After (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryTime {

    /** The longest pause that is waited for; after a longer one the queue brings the alert back. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final String HUGE = "999999999";

    private final Clock clock;

    RetryTime(Clock clock) {
        this.clock = clock;
    }

    /** The pause this answer asks for, never negative; nothing when it asks for none that can be read. */
    Optional<Duration> of(HttpOperationFailedException answer) {
        Map<String, String> headers = answer.getResponseHeaders();
        if (headers == null) {
            return Optional.empty();
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .findFirst()
                .flatMap(header -> parse(header.getValue().strip()));
    }

    /** Whether the pause is longer than what is waited for. */
    boolean tooLong(HttpOperationFailedException answer) {
        return of(answer).filter(pause -> pause.compareTo(LONGEST) > 0).isPresent();
    }

    private Optional<Duration> parse(String value) {
        if (value.matches("\\d+")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value.length() > 9 ? HUGE : value)));
        }
        try {
            Instant at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            Duration pause = Duration.between(clock.instant(), at);
            return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
