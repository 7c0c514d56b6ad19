package org.spotalert.channels.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.model.FailureReason;

/**
 * Proves to a far end who sends: a login, a token, a key, a signature. The client adds it beneath the route, once for each
 * attempt, so that neither a header of Camel nor a log ever holds it.
 */
public final class RequestAuthentication {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> secrets;
    private final Step step;

    /**
     * Adds something to each request.
     *
     * @param secrets what no text for a reader may hold
     */
    public RequestAuthentication(List<String> secrets, Step step) {
        this.secrets = List.copyOf(secrets);
        this.step = step;
    }

    /** Adds something to a request that is complete otherwise. */
    @FunctionalInterface
    public interface Step {

        /**
         * Adds it; the entity, if there is one, can be read repeatedly.
         *
         * @throws WebhookFailedException when the request has no place for it
         */
        void addTo(ClassicHttpRequest request) throws IOException;
    }

    /** Adds nothing: the address alone is the secret. */
    public static RequestAuthentication none() {
        return new RequestAuthentication(List.of(), request -> {});
    }

    /** Adds a login by the Basic scheme (RFC 7617), in UTF-8. */
    public static RequestAuthentication basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        String credentials = Base64.getEncoder().encodeToString(pair);
        return new RequestAuthentication(
                List.of(credentials, password),
                request -> request.setHeader(HttpHeaders.AUTHORIZATION, "Basic " + credentials));
    }

    /**
     * Adds a member to the JSON object of the body. A placeholder in the text would do less: whoever names a service like it
     * would have the secret filled in.
     */
    public static RequestAuthentication jsonMember(String name, String value) {
        return new RequestAuthentication(List.of(value), request -> {
            ObjectNode body = object(request.getEntity(), name);
            body.put(name, value);
            request.setEntity(new ByteArrayEntity(JSON.writeValueAsBytes(body), ContentType.APPLICATION_JSON));
        });
    }

    private static ObjectNode object(@Nullable HttpEntity entity, String member) throws IOException {
        try {
            if (entity != null && JSON.readTree(EntityUtils.toByteArray(entity)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            // Its text quotes the body; said below.
        }
        throw new WebhookFailedException(
                FailureReason.REFUSED, "the body is not a JSON object, which has to hold " + member, true);
    }

    /** Adds it to a request. */
    public void addTo(ClassicHttpRequest request) throws IOException {
        step.addTo(request);
    }

    /** Whether the text, for example an answer, repeats it. */
    public boolean appearsIn(String text) {
        return secrets.stream().anyMatch(text::contains);
    }
}
