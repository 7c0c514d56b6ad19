package org.spotalert.pipeline.store.dynamodb;

import static org.spotalert.pipeline.store.dynamodb.Table.number;
import static org.spotalert.pipeline.store.dynamodb.Table.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Incident;
import org.spotalert.model.NamePattern;
import org.spotalert.model.RecoveryState;
import org.spotalert.pipeline.store.Facet;
import org.spotalert.pipeline.store.IncidentJson;
import org.spotalert.pipeline.store.Incidents;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The incidents, an item each: the document, and beside it what the history is asked for.
 *
 * @param retention how long an incident is kept after its notice
 */
record DynamoIncidents(Table table, Duration retention) implements Incidents {

    /** The index of all incidents, in one partition, by the time of their notice. */
    static final String HISTORY = "history";
    /** The index of those whose recovery is being checked, in one partition, by the time of their next check. */
    static final String CHECKS = "checks";

    static final String KIND = "kind";
    static final String NOTICED = "noticed_at";
    static final String NEXT_CHECK = "next_check";
    /** What the history has of an incident, besides its keys. */
    static final List<String> IN_HISTORY = List.of("cluster", "services", "suppressed", "rule");

    private static final String INCIDENT = "incident";
    private static final String SORT = INCIDENT + "#";
    private static final String DOCUMENT = "document";
    private static final String VERSION = "saved";
    /** Names the call that has saved the item, see {@link DynamoDeliveries}. */
    private static final String CALL = "saved_by";

    /** The incidents that a page of the history reads at most. */
    private static final int MOST_READ = 2_000;

    private static final int AT_ONCE = 100;

    private static final IncidentJson JSON = new IncidentJson();

    @Override
    public Map<String, Incident> find(Collection<String> keys) {
        return items(keys).values().stream()
                .map(this::incident)
                .collect(Collectors.toMap(Incident::key, incident -> incident));
    }

    private Map<String, Item> items(Collection<String> keys) {
        return table
                .get(keys.stream()
                        .distinct()
                        .filter(IncidentKey::possible)
                        .map(DynamoIncidents::item)
                        .toList())
                .stream()
                .collect(Collectors.toMap(DynamoIncidents::key, item -> item));
    }

    @Override
    public Set<String> save(Collection<Incident> incidents) {
        String call = UUID.randomUUID().toString();
        Set<Incident> saved = table.write(incidents, incident -> put(incident, call));
        Set<String> refused = incidents.stream()
                .filter(incident -> !saved.contains(incident))
                .map(Incident::key)
                .collect(Collectors.toCollection(HashSet::new));
        items(refused).forEach((key, item) -> {
            if (item.text(CALL).equals(call)) {
                refused.remove(key);
            }
        });
        return refused;
    }

    private TransactWriteItem put(Incident incident, String call) {
        Map<String, AttributeValue> item = new HashMap<>(item(incident.key()));
        item.put(KIND, text(INCIDENT));
        item.put(NOTICED, number(incident.interruption().noticedAt().toEpochMilli()));
        if (incident.impact().clusterName() != null) {
            item.put("cluster", text(incident.impact().clusterName()));
        }
        item.put(
                "services",
                AttributeValue.fromL(incident.impact().services().stream()
                        .map(service -> text(service.name()))
                        .toList()));
        item.put("suppressed", AttributeValue.fromBool(incident.suppressed()));
        item.put("rule", text(incident.judgement().rule().name()));
        RecoveryState recovery = incident.recovery();
        Instant nextCheck = recovery == null ? null : recovery.nextCheck();
        if (nextCheck != null) {
            item.put(NEXT_CHECK, number(nextCheck.toEpochMilli()));
        }
        item.put(DOCUMENT, text(JSON.write(incident)));
        item.put(VERSION, number(incident.version() + 1));
        item.put(CALL, text(call));
        item.put(
                Table.EXPIRES,
                number(incident.interruption().noticedAt().plus(retention).getEpochSecond()));
        Put.Builder put = Put.builder().tableName(table.name()).item(item);
        if (incident.version() == 0) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("saved = :version")
                    .expressionAttributeValues(Map.of(":version", number(incident.version())));
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    @Override
    public List<Incident> ofInstances(Collection<String> instances) {
        return table.each(instances, this::ofInstance).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Incident> ofInstance(String instance) {
        return table.query(query -> query.keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .expressionAttributeValues(Map.of(":pk", text(instance), ":sk", text(SORT))))
                .map(this::incident)
                .toList();
    }

    @Override
    public List<String> overdue(Instant before, int limit) {
        return table.query(ask -> ask.indexName(CHECKS)
                        .keyConditionExpression("kind = :kind AND next_check < :before")
                        .expressionAttributeValues(
                                Map.of(":kind", text(INCIDENT), ":before", number(before.toEpochMilli())))
                        .limit(limit))
                .limit(limit)
                .map(DynamoIncidents::key)
                .toList();
    }

    @Override
    public Page history(Query query) {
        List<String> keys = keys(query, Integer.MAX_VALUE);
        return new Page(
                documents(keys.subList(0, Math.min(keys.size(), query.limit()))).toList(), keys.size());
    }

    @Override
    public List<Incident> newest(Query query) {
        return selected(query).limit(query.limit()).toList();
    }

    @Override
    public Map<Facet, Map<String, Count>> counts(Query query, Set<Facet> facets) {
        Map<Facet, Map<String, Count>> counts = new EnumMap<>(Facet.class);
        facets.forEach(facet -> counts.put(facet, new HashMap<>()));
        selected(query).forEach(incident -> {
            Count one = new Count(1, incident.interruption().noticedAt());
            counts.forEach((facet, names) -> facet.of(incident).forEach(name -> names.merge(name, one, Count::and)));
        });
        return counts;
    }

    /** Those of the latest that fit: what the index does not have is read, and no more of it than a page takes the time for. */
    private Stream<Incident> selected(Query query) {
        return documents(keys(query, MOST_READ)).filter(query::fits);
    }

    /** The keys of those of the latest that fit as far as the index knows, the latest first. */
    private List<String> keys(Query query, int most) {
        Instant until = query.after() != null ? query.after().noticedAt() : query.until();
        return table.query(ask -> ask.indexName(HISTORY)
                        .keyConditionExpression("kind = :kind AND noticed_at BETWEEN :since AND :until")
                        .expressionAttributeValues(Map.of(
                                ":kind", text(INCIDENT),
                                ":since", number(query.since().toEpochMilli()),
                                ":until", number(until == null ? Long.MAX_VALUE : until.toEpochMilli())))
                        .scanIndexForward(false))
                .filter(fits(query))
                .limit(most)
                .sorted(Comparator.comparing((Item item) -> -item.number(NOTICED))
                        .thenComparing(DynamoIncidents::key))
                .map(DynamoIncidents::key)
                .toList();
    }

    private Stream<Incident> documents(List<String> keys) {
        return Chunks.of(keys, AT_ONCE).stream().flatMap(some -> {
            Map<String, Incident> found = find(some);
            return some.stream().map(found::get).filter(Objects::nonNull);
        });
    }

    private static Predicate<Item> fits(Query query) {
        return item -> (!query.suppressed() || item.flag("suppressed"))
                && (query.rule() == null
                        || item.text("rule").equals(query.rule().name()))
                && matches(
                        query.patterns().get(Facet.CLUSTER),
                        item.has("cluster") ? List.of(item.text("cluster")) : List.of())
                && matches(query.patterns().get(Facet.SERVICE), item.texts("services"));
    }

    private static boolean matches(@Nullable String pattern, List<String> names) {
        return pattern == null || names.stream().anyMatch(new NamePattern(pattern)::matches);
    }

    private Incident incident(Item item) {
        return JSON.read(item.text(DOCUMENT)).withVersion(item.number(VERSION));
    }

    private static Map<String, AttributeValue> item(String key) {
        IncidentKey parts = IncidentKey.of(key);
        return Table.key(parts.instance(), SORT + parts.notice());
    }

    private static String key(Item item) {
        return item.partition() + "/" + item.sort().substring(SORT.length());
    }
}
