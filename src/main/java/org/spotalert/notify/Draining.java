package org.spotalert.notify;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.decide.Alert;
import org.spotalert.decide.AlertKind;
import org.spotalert.enrich.ContainerInstance;
import org.spotalert.enrich.Impact;
import org.spotalert.event.Interruption.Subject;

/** Drains the container instances that warnings are about: said in the alert, and done once somebody has it. */
public final class Draining {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.drain");
    private static final String REMARK = "The container instance was still ACTIVE: it is being set to DRAINING."
            + " Check ECS_ENABLE_SPOT_INSTANCE_DRAINING in its agent's configuration.";

    private final boolean on;
    private final Function<Collection<Impact>, Map<String, String>> drain;

    /**
     * @param on whether to drain at all
     * @param drain drains the container instances of impacts, and says by EC2 instance id which do not drain
     */
    public Draining(boolean on, Function<Collection<Impact>, Map<String, String>> drain) {
        this.on = on;
        this.drain = drain;
    }

    /** The alerts, with a remark at those whose instances will be drained: only what is ACTIVE, and only what goes. */
    public List<Alert> announce(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> on && drains(alert) ? alert.draining(REMARK) : alert)
                .toList();
    }

    private static boolean drains(Alert alert) {
        ContainerInstance instance = alert.impact().containerInstance();
        return alert.kind() == AlertKind.WARNING
                && alert.impact().interruption().kind().certain()
                && instance != null
                && instance.status().equals("ACTIVE");
    }

    /** Drains what was announced in alerts that some channel has. */
    public void drain(List<Alert> alerts, DeliveryReport report) {
        Set<Subject> told = report.told();
        List<Impact> impacts = alerts.stream()
                .filter(Alert::drains)
                .map(Alert::impact)
                .filter(impact -> told.contains(impact.interruption().subject()))
                .toList();
        if (impacts.isEmpty()) {
            return;
        }
        Map<String, String> problems = drain.apply(impacts);
        for (Impact impact : impacts) {
            String id = impact.interruption().instanceId();
            String problem = problems.get(id);
            if (problem == null) {
                LOG.atInfo().addKeyValue("instanceId", id).log("container instance is DRAINING");
            } else {
                LOG.atError()
                        .addKeyValue("instanceId", id)
                        .addKeyValue("reason", problem)
                        .log("container instance was announced as draining, and is not: drain it yourself");
            }
        }
    }
}
