package org.spotalert.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.spotalert.decide.Alert;
import org.spotalert.enrich.AffectedService;
import org.spotalert.enrich.Impact;
import org.spotalert.event.InstanceAction;

/** What to look at first, by rule: the two most urgent sentences that hold. */
final class Advice {

    private static final int SENTENCES = 2;

    private final Impact impact;
    private final Timing time;
    private final List<String> sentences = new ArrayList<>();

    private Advice(Impact impact, Timing time) {
        this.impact = impact;
        this.time = time;
    }

    /** One or two sentences, the most urgent first. */
    static List<String> of(Alert alert, Timing time) {
        return new Advice(alert.impact(), time).inOrderOfUrgency();
    }

    private List<String> inOrderOfUrgency() {
        deadline();
        if (impact.completeness().partial()) {
            sentences.add("Not everything could be looked up: open the console links and check what runs there.");
        }
        service(AffectedService::dropsBelowMinimum, "drops below its minimum of running tasks: start there");
        service(AffectedService::singleTask, "runs a single task, so it is down until its replacement is healthy");
        draining();
        if (!impact.standaloneTasks().isEmpty()) {
            sentences.add("Nobody restarts the standalone tasks: run them again yourself if their work matters.");
        }
        service(
                Advice::cannotStopFirst,
                "must keep 100 % of its tasks, so ECS may not drain it in time:"
                        + " check that there is room for the replacements");
        if (sentences.isEmpty()) {
            sentences.add("ECS replaces the tasks: check that there is room for the replacements.");
        }
        return sentences.subList(0, Math.min(SENTENCES, sentences.size()));
    }

    private void deadline() {
        if (!time.announced()) {
            sentences.add("There is no deadline yet: drain the instance while it is calm, or wait for the warning.");
        } else if (impact.interruption().action() == InstanceAction.HIBERNATE) {
            sentences.add("Hibernation leaves no time, it begins with the notice: check that the services recover.");
        } else if (time.late()) {
            sentences.add("The reclaim time has passed: check that the services have recovered.");
        }
    }

    private void draining() {
        boolean active = impact.containerInstance() != null
                && "ACTIVE".equals(impact.containerInstance().status());
        if (active && time.announced() && !time.late()) {
            sentences.add("The instance is still ACTIVE: drain it now, and check ECS_ENABLE_SPOT_INSTANCE_DRAINING"
                    + " in its agent's configuration.");
        }
    }

    private void service(Predicate<AffectedService> rule, String says) {
        Optional<String> first = impact.services().stream()
                .filter(rule)
                .findFirst()
                .map(service -> "Service " + CleanText.line(service.name()) + " " + says + ".");
        first.ifPresent(sentences::add);
    }

    private static boolean cannotStopFirst(AffectedService service) {
        return service.status() != null && service.status().minimumHealthyPercent() >= 100;
    }
}
