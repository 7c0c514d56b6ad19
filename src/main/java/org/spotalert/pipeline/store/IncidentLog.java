package org.spotalert.pipeline.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Alert;
import org.spotalert.model.Incident;
import org.spotalert.model.Interruption;

/**
 * Writes what happens to incidents, in batches and behind the alerts: no alert waits for the store or fails with it. Changes wait
 * here while the store fails.
 */
public final class IncidentLog {

    private static final Logger LOG = LoggerFactory.getLogger(IncidentLog.class);
    /** The incidents whose changes wait while the store fails; some megabytes. */
    private static final int MOST_WAITING = 10_000;

    private static final int AT_ONCE = 500;
    /** Two replicas write the same row seldom, and never for long. */
    private static final int TRIES = 5;

    private final StoreAccess store;
    private final Object lock = new Object();
    private final Map<String, Change> waiting = new LinkedHashMap<>();
    private final AtomicInteger lost = new AtomicInteger();

    private final Clock clock;

    public IncidentLog(StoreAccess store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A change of one incident.
     *
     * @param created the incident where the store has none; null when there is nothing to change then
     */
    public record Change(String key, @Nullable Incident created, UnaryOperator<Incident> change) {

        Change then(Change later) {
            return new Change(
                    key,
                    created == null ? later.created : created,
                    incident -> later.change.apply(change.apply(incident)));
        }

        @Nullable Incident apply(@Nullable Incident stored) {
            Incident before = stored == null ? created : stored;
            return before == null ? null : change.apply(before);
        }
    }

    /** Takes in the decisions about these warnings. */
    public void decided(List<Alert> alerts) {
        Instant now = clock.instant();
        add(alerts.stream()
                .map(alert -> Incident.of(alert, now))
                .map(decided -> new Change(
                        decided.key(),
                        decided,
                        incident -> incident.decided(decided.impact(), decided.judgement(), now)))
                .toList());
    }

    /** Takes in that the container instance was set to draining. */
    public void drained(Interruption interruption) {
        Instant now = clock.instant();
        add(List.of(new Change(Incident.key(interruption), null, incident -> incident.drained(now))));
    }

    /** Takes in these changes; they are written a moment later. */
    public void add(Collection<Change> changes) {
        synchronized (waiting) {
            for (Change change : changes) {
                if (waiting.size() < MOST_WAITING || waiting.containsKey(change.key())) {
                    waiting.merge(change.key(), change, Change::then);
                } else if (lost.getAndIncrement() == 0) {
                    LOG.error("the store has failed for too long: further incidents are missing in the history");
                }
            }
        }
    }

    /** Writes what waits. What cannot be written while the store fails goes on waiting. */
    public void write() {
        synchronized (lock) {
            List<Change> batch = next();
            while (!batch.isEmpty() && written(batch)) {
                batch = next();
            }
        }
    }

    private List<Change> next() {
        synchronized (waiting) {
            List<Change> batch = waiting.values().stream().limit(AT_ONCE).toList();
            batch.forEach(change -> waiting.remove(change.key()));
            return batch;
        }
    }

    private boolean written(List<Change> batch) {
        try {
            update(batch);
            int missing = lost.getAndSet(0);
            if (missing > 0) {
                LOG.atWarn().addKeyValue("missing", missing).log("incidents are recorded again");
            }
            return true;
        } catch (RuntimeException fails) {
            if (!store.refused(fails)) {
                putBack(batch);
                return false;
            }
            if (batch.size() > 1) {
                // What the store refuses keeps nothing else from being written.
                return batch.stream().map(change -> written(List.of(change))).reduce(true, Boolean::logicalAnd);
            }
            LOG.atError()
                    .addKeyValue("incident", batch.get(0).key())
                    .addKeyValue("reason", store.reason(fails))
                    .log("an incident cannot be recorded, and is left out");
            return true;
        }
    }

    private void putBack(Collection<Change> batch) {
        synchronized (waiting) {
            Map<String, Change> later = new LinkedHashMap<>(waiting);
            waiting.clear();
            batch.forEach(change -> waiting.put(change.key(), change));
            add(later.values());
        }
    }

    /**
     * Writes these changes now, each on top of what the store has.
     *
     * @return the incidents after the changes, without those that do not exist
     * @throws RuntimeException when the store fails, or others keep writing the same incidents
     */
    public List<Incident> update(Collection<Change> changes) {
        Map<String, Change> left = new LinkedHashMap<>();
        synchronized (waiting) {
            changes.stream()
                    .map(change -> waiting.remove(change.key()))
                    .filter(Objects::nonNull)
                    .forEach(earlier -> left.put(earlier.key(), earlier));
        }
        Map<String, Change> earlier = new LinkedHashMap<>(left);
        try {
            return update(left, changes);
        } catch (RuntimeException fails) {
            putBack(earlier.values());
            throw fails;
        }
    }

    private List<Incident> update(Map<String, Change> left, Collection<Change> changes) {
        changes.forEach(change -> left.merge(change.key(), change, Change::then));
        List<Incident> written = new ArrayList<>();
        for (int tries = 0; tries < TRIES && !left.isEmpty(); tries++) {
            Map<String, Incident> stored = store.ask(any -> any.incidents().find(left.keySet()));
            Map<String, Incident> changed = new HashMap<>();
            left.values().forEach(change -> {
                Incident after = change.apply(stored.get(change.key()));
                if (after != null) {
                    changed.put(change.key(), after);
                }
            });
            Set<String> refused = store.ask(any -> any.incidents().save(changed.values()));
            written.addAll(changed.values().stream()
                    .filter(incident -> !refused.contains(incident.key()))
                    .map(incident -> incident.withVersion(incident.version() + 1))
                    .toList());
            left.keySet().retainAll(refused);
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException("others keep writing " + left.keySet());
        }
        return written;
    }

    /**
     * The incidents with these keys, with what waits to be written.
     *
     * @throws RuntimeException when the store fails
     */
    public Map<String, Incident> find(Collection<String> keys) {
        Map<String, Incident> stored = store.ask(any -> any.incidents().find(keys));
        synchronized (waiting) {
            return keys.stream()
                    .distinct()
                    .map(key -> waiting.containsKey(key) ? waiting.get(key).apply(stored.get(key)) : stored.get(key))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toMap(Incident::key, incident -> incident));
        }
    }
}
