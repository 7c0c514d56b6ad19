package org.spotalert.pipeline.decide.silence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.management.JsonReply;

/** Answers requests about silences at the management port. */
public record SilenceApi(StoreAccess store, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(SilenceApi.class);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    /** Lists the silences that are not over. */
    public JsonReply list() {
        return answer(() -> reply(200, notOver().stream().map(SilenceEntry::of).toList()));
    }

    /** Sets the silence that the body, a {@link SilenceRequest}, asks for. */
    public JsonReply add(@Nullable String body) {
        return answer(() -> reply(201, SilenceEntry.of(set(request(body)))));
    }

    /** Ends the silence with this id. */
    public JsonReply expire(@Nullable String id) {
        return answer(() -> id != null && end(id)
                ? reply(200, Map.of("ended", id))
                : JsonReply.problem(404, "there is no such silence, or it is over"));
    }

    /**
     * Sets a silence, which begins now.
     *
     * @throws IllegalArgumentException saying what is missing or wrong
     */
    public Silence set(SilenceRequest request) {
        Silence silence = request.begin(clock.instant());
        store.ask(any -> {
            any.silences().add(silence);
            return true;
        });
        said("silence is set", silence.id(), silence.owner());
        return silence;
    }

    /** Ends the silence with this id now, and returns whether there was one. */
    public boolean end(String id) {
        boolean ended = store.ask(any -> any.silences().expire(id, clock.instant()));
        if (ended) {
            said("silence is ended", id, null);
        }
        return ended;
    }

    /** The silences that are not over, read anew. */
    public List<Silence> notOver() {
        return store.ask(any -> any.silences().notOver(clock.instant()));
    }

    private interface Answer {
        JsonReply get() throws JsonProcessingException;
    }

    private JsonReply answer(Answer answer) {
        try {
            return answer.get();
        } catch (JsonProcessingException malformed) {
            return JsonReply.problem(400, "the body is not a silence: " + malformed.getOriginalMessage());
        } catch (IllegalArgumentException wrong) {
            return JsonReply.problem(400, String.valueOf(wrong.getMessage()));
        } catch (RuntimeException failure) {
            return JsonReply.problem(503, "the store of the silences does not answer; see spot.store.url");
        }
    }

    private SilenceRequest request(@Nullable String body) throws JsonProcessingException {
        SilenceRequest request = JSON.readValue(body == null || body.isBlank() ? "{}" : body, SilenceRequest.class);
        if (request == null) {
            throw new IllegalArgumentException("the body is not a silence: it is null");
        }
        return request;
    }

    private JsonReply reply(int status, Object body) throws JsonProcessingException {
        return new JsonReply(status, JSON.writeValueAsString(body));
    }

    private static void said(String what, String id, @Nullable String owner) {
        LOG.atInfo().addKeyValue("silence", id).addKeyValue("owner", owner).log(what);
    }
}
