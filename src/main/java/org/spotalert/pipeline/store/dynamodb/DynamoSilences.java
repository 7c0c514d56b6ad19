package org.spotalert.pipeline.store.dynamodb;

import static org.spotalert.pipeline.store.dynamodb.Table.number;
import static org.spotalert.pipeline.store.dynamodb.Table.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Scope;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.store.Silences;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The silences, all under one partition key: there are few, and an alert needs all of them. */
record DynamoSilences(Table table) implements Silences {

    private static final String ALL = "silences";
    /** How long a silence that is over stays in the table. */
    private static final Duration KEPT = Duration.ofDays(1);

    @Override
    public void add(Silence silence) {
        Map<String, AttributeValue> item = new HashMap<>(Table.key(ALL, silence.id()));
        item.put("accounts", names(silence.scope().accounts()));
        item.put("regions", names(silence.scope().regions()));
        item.put("clusters", names(silence.scope().clusters()));
        item.put("services", names(silence.scope().services()));
        item.put("silenced_by", text(silence.owner()));
        item.put("reason", text(silence.reason()));
        item.put("starts_at", number(silence.startsAt().toEpochMilli()));
        item.put("ends_at", number(silence.endsAt().toEpochMilli()));
        item.put(Table.EXPIRES, number(silence.endsAt().plus(KEPT).getEpochSecond()));
        table.put(List.of(item));
    }

    @Override
    public List<Silence> notOver(Instant now) {
        return table.query(query -> query.keyConditionExpression("pk = :pk")
                        .filterExpression("ends_at > :now")
                        .expressionAttributeValues(Map.of(":pk", text(ALL), ":now", number(now.toEpochMilli())))
                        .consistentRead(true))
                .map(DynamoSilences::silence)
                .sorted(Comparator.comparing(Silence::endsAt).thenComparing(Silence::id))
                .toList();
    }

    @Override
    public boolean expire(String id, Instant now) {
        Set<String> ended = table.write(
                List.of(id),
                silence -> TransactWriteItem.builder()
                        .update(update -> update.tableName(table.name())
                                .key(Table.key(ALL, silence))
                                .conditionExpression("ends_at > :now")
                                .updateExpression("SET ends_at = :now")
                                .expressionAttributeValues(Map.of(":now", number(now.toEpochMilli()))))
                        .build());
        return !ended.isEmpty();
    }

    private static Silence silence(Item item) {
        return new Silence(
                item.sort(),
                Scope.parse(item.text("accounts"), item.text("regions"), item.text("clusters"), item.text("services")),
                item.text("silenced_by"),
                item.text("reason"),
                Instant.ofEpochMilli(item.number("starts_at")),
                Instant.ofEpochMilli(item.number("ends_at")));
    }

    private static AttributeValue names(List<NamePattern> patterns) {
        return text(NamePattern.text(patterns));
    }
}
