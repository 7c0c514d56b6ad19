package org.spotalert.pipeline.decide.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.store.TestStore;
import org.spotalert.platform.management.JsonReply;

/** Silences over HTTP, in a real database. */
class SilenceApiTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:15:42.123Z");
    private static final String BODY = """
            {"cluster": ["blue"], "service": ["pay-*", "green/search"], "for": "2h", "owner": "jane", "reason": "load test"}""";

    private final TestStore store = TestStore.inMemory();
    private final SilenceApi api = new SilenceApi(store.access(), Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void close() {
        store.close();
    }

    private List<Silence> notOver(Instant now) {
        return store.access().ask(any -> any.silences().notOver(now));
    }

    private static JsonNode json(JsonReply reply) throws IOException {
        return new ObjectMapper().readTree(reply.json());
    }

    @Test
    void silenceIsSetListedAndEnded() throws IOException {
        JsonReply added = api.add(BODY);
        String id = json(added).path("id").textValue();

        assertThat(added.status()).isEqualTo(201);
        Silence silence = notOver(NOW).get(0);
        assertThat(silence.id()).isEqualTo(id);
        assertThat(silence.scope()).hasToString("cluster blue, service pay-*|green/search");
        assertThat(silence.owner()).isEqualTo("jane");
        assertThat(silence.startsAt()).isEqualTo("2026-11-20T08:15:42Z");
        assertThat(silence.endsAt()).isEqualTo("2026-11-20T10:15:42Z");
        assertThat(notOver(silence.endsAt().minusMillis(1))).hasSize(1);
        assertThat(notOver(silence.endsAt())).isEmpty();

        assertThat(json(api.list()).get(0)).isEqualTo(json(added));

        assertThat(api.expire(id).status()).isEqualTo(200);
        assertThat(notOver(NOW)).isEmpty();
        assertThat(api.expire(id).status()).isEqualTo(404);
        assertThat(api.expire(null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | owner: give 1 to 200",
                "null | null",
                "{} | owner: give 1 to 200",
                "[1] | the body is not a silence",
                "{\"for\": | the body is not a silence",
                "{\"until\": \"now\"} | Unrecognized field",
                "{\"owner\": \"a\\nb\", \"reason\": \"r\", \"for\": \"1h\"} | owner: give 1 to 200",
                "{\"owner\": \"a\", \"for\": \"1h\"} | reason: give 1 to 200",
                "{\"owner\": \"a\", \"reason\": \"r\"} | is not a length of time",
                "{\"owner\": \"a\", \"reason\": \"r\", \"for\": \"32d\"} | from 1m to 31d",
                "{\"owner\": \"a\", \"reason\": \"r\", \"for\": \"1h\", \"cluster\": [\"a b\"]} | nothing can be like",
            })
    void whatIsWrongIsSaid(String body, String expected) {
        JsonReply reply = api.add(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json()).contains(expected);
        assertThat(notOver(NOW)).isEmpty();
    }

    @Test
    void storeThatFailsIsSaid() {
        store.close();

        assertThat(api.list().status()).isEqualTo(503);
        assertThat(api.add(BODY).json()).contains("the store of the silences does not answer");
    }

    @ParameterizedTest
    @CsvSource({"30m, PT30M", "2h, PT2H", "1d, P1D", "1d12h, PT36H", "1d2h3m, PT26H3M", "31d, P31D"})
    void lengthsAreRead(String text, Duration expected) {
        Silence silence = request(text).begin(NOW);

        assertThat(Duration.between(silence.startsAt(), silence.endsAt())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0m", "2", "h", "2h30", "-2h", "2 h", "99d", "1h1d", "PT2H"})
    void otherLengthsAreRefused(String text) {
        assertThatThrownBy(() -> request(text).begin(NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + text + "\" is not ");
    }

    private static SilenceRequest request(String length) {
        return new SilenceRequest(List.of(), null, List.of(), null, length, "jane", "load test");
    }
}
