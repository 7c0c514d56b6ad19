package org.spotalert.channels.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The published JSON schemas, made strict: a member that they do not describe is a problem here. */
public final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonSchemaFactory factory;

    public Schemas() {
        Map<String, String> texts = Stream.of("alert-1", "alerts-1")
                .map(name -> strict(Path.of("docs/schemas", name + ".schema.json")))
                .collect(Collectors.toMap(schema -> schema.path("$id").asText(), JsonNode::toString));
        factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.schemas(texts)));
    }

    /** What is wrong with this value by the schema of this id. */
    public List<String> problems(String id, JsonNode value) {
        return factory
                .getSchema(SchemaLocation.of(id))
                .validate(value, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static JsonNode strict(Path file) {
        try {
            JsonNode schema = JSON.readTree(Files.readString(file));
            schema.findParents("properties")
                    .forEach(object -> ((ObjectNode) object).put("additionalProperties", false));
            return schema;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
