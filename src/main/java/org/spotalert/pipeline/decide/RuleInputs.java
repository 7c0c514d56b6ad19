package org.spotalert.pipeline.decide;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.spotalert.model.Impact;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Silence;
import org.spotalert.platform.file.LiveFile;

/**
 * What the rules go by, beside the impacts.
 *
 * @param silences reads the silences that are set; may fail
 * @param windows gives the maintenance windows
 * @param critical the services that matter; empty for all
 * @param enoughCapacity whether alerts are suppressed where there is enough capacity
 * @param judged adds to an impact what the settings say of it: which services are in danger, and who looks after them
 */
public record RuleInputs(
        Supplier<List<Silence>> silences,
        Supplier<List<MaintenanceWindow>> windows,
        List<NamePattern> critical,
        boolean enoughCapacity,
        UnaryOperator<Impact> judged) {

    /** What the rules go by under these settings. */
    public static RuleInputs of(
            SuppressionSettings settings,
            LiveFile<MaintenanceWindow> rules,
            Supplier<List<Silence>> silences,
            UnaryOperator<Impact> judged) {
        return new RuleInputs(
                silences,
                () -> Stream.concat(settings.windows().stream(), rules.entries().stream())
                        .toList(),
                settings.critical(),
                settings.enoughCapacity(),
                judged);
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
