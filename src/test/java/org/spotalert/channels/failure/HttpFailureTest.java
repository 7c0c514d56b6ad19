package org.spotalert.channels.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errorMessages\":[\"a\",\"b\"],\"errors\":{\"field\":\"c\"}} | a; b; field: c",
                "{\"error\":{\"message\":\"a\",\"detail\":\"b\"},\"status\":\"failure\"} | a; b",
                "{\"error\":{\"message\":\"a\",\"detail\":null}} | a",
                "{\"status\":\"invalid event\",\"message\":\"a\",\"errors\":[\"a\",\"b\"]} | a; b",
                "{\"message\":\" \\r\\n a \\u202E b\\n\"} | a b"
            })
    void reasonIsOneCleanLine(String answer, String reason) {
        assertThat(HttpFailure.words(answer)).contains(reason);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "no",
                "<html>",
                "{",
                "[]",
                "{}",
                "{\"message\":{\"message\":{}}",
                "{\"errorMessages\":[],\"errors\":{}}"
            })
    void answerWithoutReasonSaysNothing(String answer) {
        assertThat(HttpFailure.words(answer)).isEmpty();
    }

    @Test
    void longReasonIsCut() {
        assertThat(HttpFailure.words("{\"message\":\"" + "x".repeat(60_000) + "\"}"))
                .get()
                .asString()
                .hasSize(200);
    }
}
