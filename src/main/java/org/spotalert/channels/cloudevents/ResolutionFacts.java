package org.spotalert.channels.cloudevents;

import org.spotalert.channels.cloudevents.AlertData.EndedServiceData;
import org.spotalert.channels.cloudevents.AlertData.EndingData;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.platform.text.TextSanitizer;

/** Puts how it ended into the form that other programs read. */
final class ResolutionFacts {

    private static final int LONGEST_REASON = 1_000;

    private ResolutionFacts() {}

    /** @param mostRows of services are in it at most */
    static EndingData of(RecoveryOutcome ending, int mostRows) {
        return new EndingData(
                ending.warned().toString(),
                ending.after().toSeconds(),
                ending.resolved(),
                ending.services().stream()
                        .limit(mostRows)
                        .map(ResolutionFacts::service)
                        .toList(),
                ending.standaloneTasks());
    }

    private static EndedServiceData service(ServiceOutcome service) {
        return new EndedServiceData(
                TextSanitizer.orUnknown(service.name()),
                TextSanitizer.orUnknown(service.cluster()),
                service.stable(),
                service.below().toSeconds(),
                AlertFacts.figures(service.status()),
                service.problem() == null
                        ? null
                        : TextSanitizer.cut(TextSanitizer.oneLine(service.problem()), LONGEST_REASON));
    }
}
