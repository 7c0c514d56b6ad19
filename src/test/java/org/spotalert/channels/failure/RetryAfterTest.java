package org.spotalert.channels.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.channels.message.Alerts;

class RetryAfterTest {

    private final Clock clock = Alerts.clock(0);
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    /** @param seconds until the fallback's turn */
    private void fail(Exception failure, int seconds) {
        exchange.setVariable(RetryAfter.FALLBACK_DEADLINE, clock.instant().plusSeconds(seconds));
        fail(failure);
    }

    private void fail(Exception failure) {
        exchange.setException(failure);
        new RetryAfter(clock).process(exchange);
    }

    private boolean ended() {
        return exchange.getExchangeExtension().isRedeliveryExhausted();
    }

    private static HttpOperationFailedException busy(String retryAfter) {
        return new HttpOperationFailedException(
                "https://google-chat", 429, "text", null, Map.of("Retry-After", retryAfter), "body");
    }

    @Test
    void pauseIsThatOfTheFarEndAndOfNoEarlierAnswer() {
        fail(busy("7"));
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY))
                .isEqualTo(Duration.ofSeconds(7).toMillis());

        fail(new IOException("x"));
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
        assertThat(ended()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1",
                "-1 | 1",
                "Fri, 20 Nov 2026 08:00:00 GMT | 1",
                "1 | 2",
                "3 | 3",
                "7 | 4",
                "7 | 9",
            })
    void pauseShorterThanThatOfThePolicyDoesNotReplaceIt(String retryAfter, int attempt) {
        exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, attempt);

        fail(busy(retryAfter));

        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "4, 3", "8, 4", "8, 9"})
    void pauseThatIsNotShorterReplacesIt(int retryAfter, int attempt) {
        exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, attempt);

        fail(busy(String.valueOf(retryAfter)));

        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(retryAfter * 1000L);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "0, true", "-5, true"})
    void attemptsEndWithTheTurnOfTheFallback(int seconds, boolean over) {
        fail(new IOException("x"), seconds);

        assertThat(ended()).isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({"7, false", "8, true", "30, true"})
    void pauseThatWouldOutlastTheTurnIsNotWaitedFor(String retryAfter, boolean over) {
        fail(busy(retryAfter), 8);

        assertThat(ended()).isEqualTo(over);
    }
}
