package org.spotalert.pipeline.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.spotalert.local.Events;

/** Real events with up to five damages: of their bytes, of their members, and of what is around them. */
final class DamagedEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Members that the parser reads, and one that it does not know. */
    private static final List<String> NAMES = List.of(
            "id",
            "detail-type",
            "account",
            "time",
            "region",
            "resources",
            "detail",
            "instance-id",
            "instance-action",
            "EC2InstanceId",
            "LifecycleTransition",
            "taskArn",
            "clusterArn",
            "group",
            "state",
            "affectedEntities",
            "entityValue",
            "startTime",
            "eventTypeCategory",
            "instances",
            "interruption",
            "services",
            "tags",
            "Type",
            "Message",
            "TopicArn",
            "Records",
            "Sns",
            "body",
            "eventSource",
            "launchType",
            "containerInstanceArn",
            "stopCode",
            "unknown");

    /** JSON values that one member or another must not have. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e999999999",
            "9".repeat(5_000),
            "0." + "3".repeat(900),
            "{}",
            "[]",
            "[[[]]]",
            nested(900),
            nested(100_000),
            quoted(""),
            quoted("Notification"),
            quoted("EC2 Spot Instance Interruption Warning"),
            quoted("EC2 Instance State-change Notification"),
            quoted("i-0a1b2c3d4e5f6071"),
            quoted("i-0A1B2C3D4E5F60718"),
            quoted("i-0a1b2c3d4e5f60718\\u000a"),
            quoted("\\ud800"),
            quoted("EC2\\u000aState-change"),
            quoted("\\udc00 \\u0000"),
            quoted("+1000000000-12-31T23:59:59.999999999Z"),
            quoted("-1000000000-01-01T00:00:00Z"),
            quoted("2026-11-20T08:15:60Z"),
            quoted("2026-11-20T08:15:42+01:00"),
            quoted("a".repeat(1_000_000)),
            quoted("us" + "-a".repeat(100_000) + "-1"),
            quoted("arn:aws:ec2:us" + "-a1".repeat(100_000) + "-1b:instance/i-0a1b2c3d"),
            quoted("arn:aws" + "-".repeat(100_000) + ":ec2:eu-west-1b:instance/i-0a1b2c3d4e5f60718"));

    /** Text that breaks JSON, or nearly so. */
    private static final List<String> FRAGMENTS = List.of(
            "\"", "\\", "{", "}", "[", "]", ",", ":", "\uD800", "\uDC00", "\u0000", "\uFEFF", "\\ud800", "1e", "-");

    private DamagedEvents() {}

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    /** Bodies of messages: a sample event, damaged. */
    static Arbitrary<String> bodies() {
        Arbitrary<List<UnaryOperator<String>>> damages =
                damage().list().ofMinSize(0).ofMaxSize(5);
        return Combinators.combine(Arbitraries.of(Events.names()), damages).as((name, some) -> {
            String body = Events.text(name);
            for (UnaryOperator<String> one : some) {
                body = one.apply(body);
            }
            return body;
        });
    }

    private static Arbitrary<UnaryOperator<String>> damage() {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, 2_000);
        Arbitrary<String> name = Arbitraries.of(NAMES);
        Arbitrary<String> value = Arbitraries.of(VALUES);
        return Arbitraries.oneOf(
                Combinators.combine(place, Arbitraries.integers().between(0, 7)).as(DamagedEvents::flip),
                place.map(at -> body -> body.substring(0, within(body, at))),
                Combinators.combine(place, Arbitraries.of(FRAGMENTS)).as(DamagedEvents::insert),
                Combinators.combine(place, name, value)
                        .as((at, named, given) -> duplicate(at, quoted(named) + ":" + given)),
                place.map(at -> members(at, (node, member) -> node.remove(member))),
                Combinators.combine(place, name)
                        .as((at, other) -> members(at, (node, member) -> node.set(other, node.remove(member)))),
                Combinators.combine(place, value)
                        .as((at, given) -> members(at, (node, member) -> node.putRawValue(member, raw(given)))),
                Arbitraries.of(
                        body -> "{\"Type\":\"Notification\",\"Message\":" + JSON.valueToTree(body) + "}",
                        body -> "[" + body + "]",
                        body -> "[" + body + "," + body + "]",
                        body -> "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":" + JSON.valueToTree(body) + "}]}",
                        body -> "{\"Records\":[{\"Sns\":{\"Type\":\"Notification\",\"Message\":"
                                + JSON.valueToTree(body) + "}}]}",
                        body -> JSON.valueToTree(body).toString(),
                        body -> "\uFEFF" + body,
                        body -> "{\"detail\":" + body + "}",
                        body -> body + body));
    }

    private static RawValue raw(String json) {
        return new RawValue(json);
    }

    private static int within(String body, int at) {
        return body.isEmpty() ? 0 : at % body.length();
    }

    private static UnaryOperator<String> flip(int at, int bit) {
        return body -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0) {
                bytes[at % bytes.length] ^= (byte) (1 << bit);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        };
    }

    private static UnaryOperator<String> insert(int at, String fragment) {
        return body ->
                new StringBuilder(body).insert(within(body, at), fragment).toString();
    }

    /** A member more, behind one of the opening braces: the object may have another of that name. */
    private static UnaryOperator<String> duplicate(int at, String member) {
        return body -> {
            int brace = body.indexOf('{', within(body, at));
            return brace < 0 ? body : body.substring(0, brace + 1) + member + "," + body.substring(brace + 1);
        };
    }

    private interface Change {
        void make(ObjectNode node, String member);
    }

    /** Changes one of the members, wherever it is. A body that is no JSON any more stays as it is. */
    private static UnaryOperator<String> members(int at, Change change) {
        return body -> {
            try {
                JsonNode root = JSON.readTree(body);
                List<ObjectNode> objects = new ArrayList<>();
                Stream.of("instance-id", "eventArn", "entityValue")
                        .flatMap(member -> root.findParents(member).stream())
                        .forEach(node -> objects.add((ObjectNode) node));
                if (root instanceof ObjectNode whole && !whole.isEmpty()) {
                    objects.add(whole);
                }
                if (!objects.isEmpty()) {
                    ObjectNode object = objects.get(at % objects.size());
                    List<String> names = new ArrayList<>();
                    object.fieldNames().forEachRemaining(names::add);
                    change.make(object, names.get(at / objects.size() % names.size()));
                }
                return JSON.writeValueAsString(root);
            } catch (JsonProcessingException broken) {
                return body;
            }
        };
    }
}
