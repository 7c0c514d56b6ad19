package org.spotalert.platform.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.spotalert.model.Arn;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;

/** Reads settings where they live. */
final class Sources {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The most that GetParametersByPath gives at once. */
    private static final int PAGE = 10;

    private Sources() {}

    /** The settings in a file, JSON or properties by its name. */
    static Map<String, String> file(String name) throws UnreadableSourceException {
        String text = text(name);
        if (name.endsWith(".json")) {
            return json(text);
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException malformed) {
            throw new UnreadableSourceException("it is no properties file", "look for a \\u without four digits");
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    /** The text of a file, without the line break that editors put at its end. */
    static String text(String name) throws UnreadableSourceException {
        try {
            return new String(Files.readAllBytes(Path.of(name)), StandardCharsets.UTF_8).replaceFirst("\\R$", "");
        } catch (NoSuchFileException absent) {
            throw new UnreadableSourceException("there is no file " + name, "mount it, or correct its name");
        } catch (IOException unreadable) {
            throw new UnreadableSourceException(
                    "the file " + name + " cannot be read: "
                            + unreadable.getClass().getSimpleName(),
                    "let the program's user read it");
        }
    }

    /** The parameters of a tree by their paths beneath it, decrypted. */
    static Map<String, String> parameters(String path, String region, AwsClients clients)
            throws UnreadableSourceException {
        Map<String, String> values = new HashMap<>();
        try (SsmClient ssm = clients.ssm()) {
            for (GetParametersByPathResponse page : ssm.getParametersByPathPaginator(
                    call -> call.path(path).recursive(true).withDecryption(true).maxResults(PAGE))) {
                page.parameters()
                        .forEach(found -> values.put(found.name().substring(path.length() + 1), found.value()));
            }
        } catch (SdkException failed) {
            throw refused(failed, "ssm:GetParametersByPath", arn("ssm", region, "parameter" + path));
        }
        if (values.isEmpty()) {
            throw new UnreadableSourceException(
                    "there is no parameter beneath " + path, "correct the path, or AWS_REGION (" + region + ")");
        }
        return values;
    }

    /** The members of the JSON object in a secret, which may be in another Region when it is named by its ARN. */
    static Map<String, String> secret(String id, String region, AwsClients clients) throws UnreadableSourceException {
        String there = Arn.parse(id).map(Arn::region).orElse(region);
        try (SecretsManagerClient secrets = clients.secretsManager(there)) {
            String text = secrets.getSecretValue(call -> call.secretId(id)).secretString();
            return json(text == null ? "" : text);
        } catch (SdkException failed) {
            String arn = id.startsWith("arn:") ? id : arn("secretsmanager", there, "secret:" + id + "-*");
            throw refused(failed, "secretsmanager:GetSecretValue", arn);
        }
    }

    private static String arn(String service, String region, String resource) {
        return "arn:" + PartitionMetadata.of(Region.of(region)).id() + ":" + service + ":" + region + ":*:" + resource;
    }

    private static UnreadableSourceException refused(SdkException failed, String action, String arn) {
        String reason = AwsFailure.describe(failed);
        if (!AwsFailure.denied(failed)) {
            return new UnreadableSourceException(reason, AwsFailure.remedy(failed));
        }
        // Both services decrypt in the caller's name, and each says so in its own way.
        boolean key = reason.matches(".*(\\bkms:Decrypt\\b|\\bto KMS\\b|\\bciphertext\\b).*");
        return new UnreadableSourceException(
                reason,
                key
                        ? "allow kms:Decrypt on the key of " + arn + " to the program's role"
                        : "allow " + action + " on " + arn + " to the program's role; check prints the statement",
                key ? "kms:Decrypt" : action);
    }

    /**
     * A JSON object as names and values: members of members by their path, arrays with commas between their elements. What is
     * wrong with it is said without a word of it.
     */
    private static Map<String, String> json(String text) throws UnreadableSourceException {
        try {
            JsonNode json = JSON.readTree(text);
            if (!json.isObject()) {
                throw new UnreadableSourceException(
                        "it is not a JSON object",
                        "give one whose members are settings, such as {\"SPOT_QUEUE\": \"spot\"}");
            }
            Map<String, String> values = new HashMap<>();
            add(values, "", json);
            return values;
        } catch (JacksonException malformed) {
            throw new UnreadableSourceException(
                    "it is not JSON: line " + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr(),
                    "correct it there");
        }
    }

    private static void add(Map<String, String> values, String path, JsonNode json) {
        if (json.isObject()) {
            String prefix = path.isEmpty() ? "" : path + "/";
            json.properties().forEach(member -> add(values, prefix + member.getKey(), member.getValue()));
        } else if (json.isArray()) {
            values.put(path, json.valueStream().map(JsonNode::asText).collect(Collectors.joining(",")));
        } else if (!json.isNull()) {
            values.put(path, json.asText());
        }
    }
}
