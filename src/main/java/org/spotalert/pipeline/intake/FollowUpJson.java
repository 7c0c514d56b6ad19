package org.spotalert.pipeline.intake;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.spotalert.model.Resource;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;

/** Writes and reads the messages that a follow-up sends to itself: events of this program's own. */
public final class FollowUpJson {

    /** The {@code detail-type} of a follow-up's message. */
    public static final String DETAIL_TYPE = "Spot Interruption Follow-up";

    private static final String SOURCE = "spot-interruption-alerts";
    /** To be raised when what an older version has sent can no longer be read. */
    private static final int VERSION = 1;
    /** What is too long for a message as it is, packed. */
    private static final int PACKED_VERSION = 2;

    /** The longest state that is written as it is, in characters. */
    private static final int LONGEST_PLAIN = 64 * 1024;

    /** A thousand instances that ten channels were told of are 90,000 tokens. */
    private static final int MOST_TOKENS = 200_000;

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Resource.Ec2Instance.class), @JsonSubTypes.Type(Resource.FargateTask.class)})
    private interface ByItsMembers {}

    private final ObjectMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .addMixIn(Resource.class, ByItsMembers.class)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new AsText<>(Instant.class))
                    .addSerializer(Duration.class, new AsText<>(Duration.class))
                    .addDeserializer(Instant.class, new FromText<>(Instant.class, Instant::parse))
                    .addDeserializer(Duration.class, new FromText<>(Duration.class, Duration::parse)))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final class AsText<T> extends StdSerializer<T> {

        private static final long serialVersionUID = 1L;

        AsText(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.toString());
        }
    }

    private static final class FromText<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parser;

        FromText(Class<T> type, Function<String, T> parser) {
            super(type);
            this.parser = parser;
        }

        /** Any failure of the parser is a failure to read. */
        @Override
        protected T _deserialize(String text, DeserializationContext context) {
            return parser.apply(text);
        }

        @Override
        public T deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return from.hasToken(JsonToken.VALUE_STRING)
                    ? _deserialize(from.getText(), context)
                    : super.deserialize(from, context);
        }
    }

    /** The message that carries this state. A long one is packed: a digest of a thousand instances has to fit. */
    public String write(FollowUp followUp) {
        ObjectNode event = json.createObjectNode();
        event.put("version", "0")
                .put("id", followUp.id())
                .put("detail-type", DETAIL_TYPE)
                .put("source", SOURCE)
                .put("time", followUp.lookedAt().toString());
        ObjectNode detail = json.valueToTree(followUp);
        String plain = detail.toString();
        if (plain.length() > PackedText.LONGEST) {
            detail = json.valueToTree(withoutTags(followUp));
            plain = detail.toString();
        }
        event.set(
                "detail",
                plain.length() <= LONGEST_PLAIN
                        ? detail.put("version", VERSION)
                        : json.<ObjectNode>valueToTree(PackedText.of(plain)).put("version", PACKED_VERSION));
        return event.toString();
    }

    private static FollowUp withoutTags(FollowUp followUp) {
        List<FollowedInstance> instances =
                followUp.instances().stream().map(FollowedInstance::withoutTags).toList();
        return followUp.after(followUp.lookedAt(), instances, followUp.services());
    }

    /** Adds what a version that did not know it yet has left out. */
    private static void completed(JsonNode detail) {
        for (JsonNode instance : detail.path("instances")) {
            if (instance.path("interruption") instanceof ObjectNode interruption) {
                interruption.putIfAbsent("assumed", JsonNodeFactory.instance.arrayNode());
            }
            ((ObjectNode) instance).putIfAbsent("threads", JsonNodeFactory.instance.objectNode());
            ((ObjectNode) instance).putIfAbsent("elsewhere", JsonNodeFactory.instance.arrayNode());
            ((ObjectNode) instance).putIfAbsent("standaloneTasks", JsonNodeFactory.instance.numberNode(0));
        }
    }

    /**
     * The state in the text of a message.
     *
     * @throws UnreadableEventException when it is not a follow-up that this version has written
     */
    public FollowUp read(String message) throws UnreadableEventException {
        try {
            return read(json.readTree(message));
        } catch (JsonProcessingException malformed) {
            throw new UnreadableEventException("the follow-up is not JSON");
        }
    }

    /**
     * The state in the message. One at a time is unpacked: what it takes meanwhile is many times its length.
     *
     * @throws UnreadableEventException when it is not a follow-up that this version has sent
     */
    public synchronized FollowUp read(JsonNode event) throws UnreadableEventException {
        if (!SOURCE.equals(event.path("source").textValue())) {
            throw new UnreadableEventException("\"source\" of the follow-up is not this program");
        }
        JsonNode sent = event.path("detail");
        int version = sent.path("version").asInt();
        if (version != VERSION && version != PACKED_VERSION) {
            throw new UnreadableEventException("\"detail.version\" of the follow-up is neither " + VERSION + " nor "
                    + PACKED_VERSION + ", those that this version of the program knows");
        }
        try {
            JsonNode detail = version == PACKED_VERSION ? json.readTree(PackedText.read(sent)) : sent;
            completed(detail);
            FollowUp read = json.treeToValue(detail, FollowUp.class);
            FollowUp followUp = read.after(
                    read.lookedAt(),
                    read.instances().stream()
                            .map(FollowedInstance::withoutFreeText)
                            .toList(),
                    read.services());
            FollowUpRules.check(followUp);
            return followUp;
        } catch (JsonProcessingException | RuntimeException malformed) {
            // The texts of these may quote the message, which may hold anything.
            throw new UnreadableEventException("\"detail\" is not that of a follow-up: a part is missing or malformed");
        }
    }
}
