package org.spotalert.silence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.decide.Silence;
import org.springframework.dao.DataAccessException;

/** Answers requests about silences at the management port, from those who know the token. */
public final class SilenceDesk {

    private static final Logger LOG = LoggerFactory.getLogger(SilenceDesk.class);
    private static final String SCHEME = "Bearer ";

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final Silences silences;
    private final String token;
    private final Clock clock;

    /**
     * @param token the secret that a request must tell
     */
    public SilenceDesk(Silences silences, String token, Clock clock) {
        this.silences = silences;
        this.token = token;
        this.clock = clock;
    }

    /**
     * The answer to a request.
     *
     * @param status the HTTP status
     * @param json the body
     */
    public record Reply(int status, String json) {}

    /** Lists the silences that are not over. */
    public Reply list(@Nullable String authorization) {
        return answer(authorization, now -> reply(200, entries(now)));
    }

    /** Sets the silence that the body, a {@link SilenceRequest}, asks for. */
    public Reply add(@Nullable String authorization, @Nullable String body) {
        return answer(authorization, now -> {
            Silence silence = request(body).begin(now);
            silences.add(silence);
            said("silence is set", silence.id(), silence.owner());
            return reply(201, SilenceEntry.of(silence));
        });
    }

    /** Ends the silence with this id. */
    public Reply expire(@Nullable String authorization, @Nullable String id) {
        return answer(authorization, now -> {
            if (id == null || !silences.expire(id, now)) {
                return problem(404, "there is no such silence, or it is over");
            }
            said("silence is ended", id, null);
            return reply(200, Map.of("ended", id));
        });
    }

    private interface Answer {
        Reply at(Instant now) throws JsonProcessingException;
    }

    private Reply answer(@Nullable String authorization, Answer answer) {
        if (!isKnown(authorization)) {
            return problem(401, "give the token of spot.management.token as \"Authorization: Bearer TOKEN\"");
        }
        try {
            return answer.at(clock.instant());
        } catch (JsonProcessingException malformed) {
            return problem(400, "the body is not a silence: " + malformed.getOriginalMessage());
        } catch (IllegalArgumentException wrong) {
            return problem(400, String.valueOf(wrong.getMessage()));
        } catch (DataAccessException failure) {
            return problem(503, "the store of the silences does not answer; see spot.store.url");
        }
    }

    /** Takes the same time whatever is wrong. */
    private boolean isKnown(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(bytes(SCHEME + token), bytes(authorization));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private SilenceRequest request(@Nullable String body) throws JsonProcessingException {
        SilenceRequest request = json.readValue(body == null || body.isBlank() ? "{}" : body, SilenceRequest.class);
        if (request == null) {
            throw new IllegalArgumentException("the body is not a silence: it is null");
        }
        return request;
    }

    private List<SilenceEntry> entries(Instant now) {
        return silences.notOver(now).stream().map(SilenceEntry::of).toList();
    }

    private Reply problem(int status, String text) {
        try {
            return reply(status, Map.of("problem", text));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Reply reply(int status, Object body) throws JsonProcessingException {
        return new Reply(status, json.writeValueAsString(body));
    }

    private static void said(String what, String id, @Nullable String owner) {
        LOG.atInfo().addKeyValue("silence", id).addKeyValue("owner", owner).log(what);
    }
}
