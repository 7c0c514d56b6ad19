package org.spotalert.pipeline.decide;

import java.util.List;
import java.util.function.Supplier;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Silence;

/**
 * What the rules go by, beside the impacts.
 *
 * @param silences reads the silences that are set; may fail
 * @param windows gives the maintenance windows
 * @param critical the services that matter; empty for all
 * @param enoughCapacity whether alerts are suppressed where there is enough capacity
 * @param criticalBelow the share of its desired tasks below which a service is in danger, in percent
 */
public record RuleInputs(
        Supplier<List<Silence>> silences,
        Supplier<List<MaintenanceWindow>> windows,
        List<NamePattern> critical,
        boolean enoughCapacity,
        int criticalBelow) {

    /** What the rules go by under these settings. */
    public static RuleInputs of(SuppressionSettings settings, LiveRules rules, Supplier<List<Silence>> silences) {
        return new RuleInputs(
                silences, rules::windows, settings.critical(), settings.enoughCapacity(), settings.criticalBelow());
    }

    /** The rules in the order in which they are asked; docs/decisions.md explains it. */
    List<DecisionRule> rules() {
        return List.of(
                ImpactRules.NOT_IN_ECS,
                ImpactRules.NO_TASKS_LOST,
                new SilenceRule(silences),
                new MaintenanceWindowRule(windows),
                ImpactRules.IMPACT_UNKNOWN,
                new CriticalServicesRule(critical),
                new EnoughCapacityRule(enoughCapacity),
                ImpactRules.TASKS_LOST);
    }
}
