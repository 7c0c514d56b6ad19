package org.spotalert.pipeline.notify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Alert;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Subject;

/** Drains the container instances that warnings are about: said in the alert, and done once, when somebody has it or should. */
public final class Draining {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.pipeline.notify.drain");
    private static final String REMARK = "The container instance was still ACTIVE: it is being set to DRAINING."
            + " Check ECS_ENABLE_SPOT_INSTANCE_DRAINING in its agent's configuration.";

    /** Longer than a batch takes, whose channels each bring the same alerts. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private static final int MOST_REMEMBERED = 100_000;

    private final boolean on;
    private final Cache<Subject, Boolean> begun = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();
    private final Function<Collection<Impact>, Map<String, String>> drain;
    private final Consumer<Interruption> drained;

    /**
     * @param on whether to drain at all
     * @param drain drains the container instances of impacts, and says by EC2 instance id which do not drain
     * @param drained receives each interruption whose container instance drains
     */
    public Draining(
            boolean on, Function<Collection<Impact>, Map<String, String>> drain, Consumer<Interruption> drained) {
        this.on = on;
        this.drain = drain;
        this.drained = drained;
    }

    /** The alerts, with a remark at those whose instances will be drained: only what is ACTIVE, and only what goes. */
    public List<Alert> announce(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> on && alert instanceof Alert.Warning warning && drains(warning)
                        ? warning.draining(REMARK)
                        : alert)
                .toList();
    }

    private static boolean drains(Alert.Warning alert) {
        return alert.interruption().kind().certain()
                && "ACTIVE".equals(alert.impact().status());
    }

    /** Whether any of the alerts announces that its instance is drained. */
    public boolean announced(List<Alert> alerts) {
        return alerts.stream().anyMatch(Alert::drains);
    }

    /** Drains what the alerts announce and is not drained yet, whoever has received them. */
    public void drain(List<Alert> alerts) {
        drain(alerts.stream());
    }

    /** Drains what was announced in alerts that this channel, or its fallback, has. */
    public void drain(Delivery delivery) {
        drain(delivery.received());
    }

    private void drain(Stream<Alert> alerts) {
        Map<Subject, Impact> impacts = new LinkedHashMap<>();
        alerts.filter(Alert::drains).map(Alert::impact).forEach(impact -> {
            Subject subject = impact.interruption().subject();
            if (begun.asMap().putIfAbsent(subject, true) == null) {
                impacts.put(subject, impact);
            }
        });
        if (impacts.isEmpty()) {
            return;
        }
        try {
            report(impacts, drain.apply(impacts.values()));
        } catch (RuntimeException failure) {
            begun.invalidateAll(impacts.keySet());
            throw failure;
        }
    }

    private void report(Map<Subject, Impact> impacts, Map<String, String> problems) {
        impacts.forEach((subject, impact) -> {
            String id = impact.interruption().resourceId();
            String problem = problems.get(id);
            if (problem == null) {
                LOG.atInfo().addKeyValue("instanceId", id).log("container instance is DRAINING");
                drained.accept(impact.interruption());
            } else {
                begun.invalidate(subject);
                LOG.atError()
                        .addKeyValue("instanceId", id)
                        .addKeyValue("reason", problem)
                        .log("container instance was announced as draining, and is not: drain it yourself");
            }
        });
    }
}
