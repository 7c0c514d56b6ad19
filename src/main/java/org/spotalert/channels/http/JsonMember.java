package org.spotalert.channels.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.model.FailureReason;

/**
 * A member that the JSON object of the body gets on its way out. A placeholder in the text would do less: whoever names a
 * service like it would have the secret filled in.
 */
final class JsonMember implements RequestAuthentication {

    private final ObjectMapper json = new ObjectMapper();
    private final String name;
    private final String value;

    JsonMember(String name, String value) {
        this.name = name;
        this.value = value;
    }

    @Override
    public void addTo(ClassicHttpRequest request) throws IOException {
        HttpEntity entity = request.getEntity();
        ObjectNode body = object(entity == null ? new byte[0] : EntityUtils.toByteArray(entity));
        body.put(name, value);
        request.setEntity(new ByteArrayEntity(json.writeValueAsBytes(body), ContentType.APPLICATION_JSON));
    }

    private ObjectNode object(byte[] body) throws IOException {
        try {
            JsonNode parsed = json.readTree(body);
            if (parsed instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            // Its text quotes the body; said below.
        }
        throw new WebhookFailedException(
                FailureReason.REFUSED, "the body is not a JSON object, which has to hold " + name, true);
    }

    @Override
    public boolean leaksInto(String text) {
        return text.contains(value);
    }
}
