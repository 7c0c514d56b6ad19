package org.spotalert.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The users and roles of the local AWS: it enforces their policies, and remembers what they have asked for. */
public final class LocalIam {

    private final ObjectMapper json = new ObjectMapper();
    private final MotoServer moto;

    public LocalIam(MotoServer moto) {
        this.moto = moto;
    }

    /** A user's access key. */
    public record AccessKey(String id, String secret) {}

    /** A user who may do what these statements say, and nothing else; one of that name gets other rights. */
    public AccessKey user(String name, Collection<? extends JsonNode> statements) {
        JsonNode key = made("/local/users/" + name, statements);
        return new AccessKey(key.get("id").textValue(), key.get("secret").textValue());
    }

    /** The ARN of a role that may do what these statements say; one of that name gets other rights. */
    public String role(String name, Collection<? extends JsonNode> statements) {
        return made("/local/roles/" + name, statements).get("arn").textValue();
    }

    private JsonNode made(String path, Collection<? extends JsonNode> statements) {
        ObjectNode policies = json.createObjectNode();
        if (!statements.isEmpty()) {
            policies.putObject("rights")
                    .put("Version", "2012-10-17")
                    .putArray("Statement")
                    .addAll(statements);
        }
        try {
            return json.readTree(moto.send("PUT", path, policies.toString()));
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** The resources that a user has asked for and was allowed, by action. */
    public Map<String, List<String>> allowed(AccessKey key) {
        return asked(key, "allowed");
    }

    /** The resources that a user has asked for and was refused, by action. */
    public Map<String, List<String>> refused(AccessKey key) {
        return asked(key, "refused");
    }

    private Map<String, List<String>> asked(AccessKey key, String answer) {
        try {
            return json.readValue(
                    moto.send("GET", "/local/rights/" + key.id() + "/" + answer, ""), new TypeReference<>() {});
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
