package org.spotalert.pipeline.store.dynamodb;

import static org.spotalert.pipeline.store.dynamodb.Table.number;
import static org.spotalert.pipeline.store.dynamodb.Table.text;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.spotalert.model.DeliveryKey;
import org.spotalert.pipeline.store.Deliveries;
import org.spotalert.pipeline.store.Lease;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The deliveries, an item each, beside the incidents of the same instance.
 *
 * @param retention how long a delivery is kept
 */
record DynamoDeliveries(Table table, StoreClock clock, Lease lease, Duration retention) implements Deliveries {

    private static final String UNTIL = "lease_until";
    /** Names the call that took the lease: a call that the SDK repeats, since its answer was lost, knows its lease by it. */
    private static final String CALL = "lease_call";

    private static final String SENT = "sent_at";
    private static final String HELD = "lease_owner = :owner AND attribute_not_exists(sent_at)";

    @Override
    public Acquired acquire(String channel, Collection<DeliveryKey> keys) {
        String call = UUID.randomUUID().toString();
        Set<DeliveryKey> leased = new HashSet<>(table.write(keys, key -> lease(channel, key, call)));
        Set<DeliveryKey> sent = new HashSet<>();
        items(channel, keys.stream().filter(key -> !leased.contains(key)).toList())
                .forEach((key, item) -> {
                    if (item.has(SENT)) {
                        sent.add(key);
                    } else if (item.has(CALL) && item.text(CALL).equals(call)) {
                        leased.add(key);
                    }
                });
        return new Acquired(leased, sent);
    }

    private TransactWriteItem lease(String channel, DeliveryKey key, String call) {
        return update(update -> update.tableName(table.name())
                .key(item(channel, key))
                .conditionExpression(
                        "attribute_not_exists(pk)" + " OR (attribute_not_exists(sent_at) AND lease_until < :now)")
                .updateExpression(
                        "SET lease_owner = :owner, lease_until = :until, lease_call = :call, expires = :expires")
                .expressionAttributeValues(Map.of(
                        ":now", number(clock.earliest().toEpochMilli()),
                        ":owner", text(lease.owner()),
                        ":until", until(),
                        ":call", text(call),
                        ":expires", expires())));
    }

    private AttributeValue until() {
        return number(clock.latest().plus(lease.length()).toEpochMilli());
    }

    private AttributeValue expires() {
        return number(clock.latest().plus(retention).getEpochSecond());
    }

    @Override
    public void markSent(String channel, Collection<DeliveryKey> keys) {
        AttributeValue now = number(clock.latest().toEpochMilli());
        table.put(keys.stream()
                .distinct()
                .map(key -> {
                    Map<String, AttributeValue> item = new HashMap<>(item(channel, key));
                    item.put(SENT, now);
                    item.put(Table.EXPIRES, expires());
                    return item;
                })
                .toList());
    }

    @Override
    public void renew(String channel, Collection<DeliveryKey> keys) {
        table.write(
                keys,
                key -> update(update -> update.tableName(table.name())
                        .key(item(channel, key))
                        .conditionExpression(HELD)
                        .updateExpression("SET lease_until = :until")
                        .expressionAttributeValues(Map.of(":owner", text(lease.owner()), ":until", until()))));
    }

    @Override
    public void release(String channel, Collection<DeliveryKey> keys) {
        table.write(
                keys,
                key -> TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(table.name())
                                .key(item(channel, key))
                                .conditionExpression(HELD)
                                .expressionAttributeValues(Map.of(":owner", text(lease.owner()))))
                        .build());
    }

    private static TransactWriteItem update(Consumer<Update.Builder> update) {
        return TransactWriteItem.builder().update(update).build();
    }

    @Override
    public Map<DeliveryKey, State> states(String channel, Collection<DeliveryKey> keys) {
        long now = clock.earliest().toEpochMilli();
        Map<DeliveryKey, State> states = new HashMap<>();
        items(channel, keys).forEach((key, item) -> {
            if (item.has(SENT)) {
                states.put(key, State.SENT);
            } else if (item.has(UNTIL) && item.number(UNTIL) >= now) {
                states.put(key, State.IN_FLIGHT);
            }
        });
        return states;
    }

    private Map<DeliveryKey, Item> items(String channel, Collection<DeliveryKey> keys) {
        Map<Map<String, AttributeValue>, DeliveryKey> asked = new HashMap<>();
        keys.forEach(key -> asked.put(item(channel, key), key));
        Map<DeliveryKey, Item> items = new HashMap<>();
        for (Item item : table.get(asked.keySet())) {
            DeliveryKey key = asked.get(Table.key(item.partition(), item.sort()));
            if (key != null) {
                items.put(key, item);
            }
        }
        return items;
    }

    @Override
    public Map<DeliveryKey, Set<String>> sentTo(Collection<DeliveryKey> keys) {
        Map<DeliveryKey, Set<String>> sent = new HashMap<>(table.each(keys, this::sentTo));
        sent.values().removeIf(Set::isEmpty);
        return sent;
    }

    private Set<String> sentTo(DeliveryKey key) {
        Item before = new Item(item("", key));
        return table.query(query -> query.keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .filterExpression("attribute_exists(sent_at)")
                        .expressionAttributeValues(Map.of(":pk", text(before.partition()), ":sk", text(before.sort())))
                        .consistentRead(true))
                .map(item -> item.sort().substring(before.sort().length()))
                .collect(Collectors.toSet());
    }

    private static Map<String, AttributeValue> item(String channel, DeliveryKey key) {
        IncidentKey incident = IncidentKey.of(key.incident());
        return Table.key(incident.instance(), "delivery#" + incident.notice() + "#" + key.kind() + "#" + channel);
    }
}
