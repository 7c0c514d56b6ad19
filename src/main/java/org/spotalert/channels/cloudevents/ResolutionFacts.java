package org.spotalert.channels.cloudevents;

import org.spotalert.channels.cloudevents.AlertData.EndedServiceData;
import org.spotalert.channels.cloudevents.AlertData.EndingData;
import org.spotalert.model.Resolution;
import org.spotalert.model.Resolution.EndedService;
import org.spotalert.platform.text.TextSanitizer;

/** Puts how it ended into the form that other programs read. */
final class ResolutionFacts {

    private static final int LONGEST_REASON = 1_000;

    private ResolutionFacts() {}

    /** @param mostRows of services are in it at most */
    static EndingData of(Resolution ending, int mostRows) {
        return new EndingData(
                ending.warned().toString(),
                ending.after().toSeconds(),
                ending.settled(),
                ending.services().stream()
                        .limit(mostRows)
                        .map(ResolutionFacts::service)
                        .toList(),
                ending.standaloneTasks());
    }

    private static EndedServiceData service(EndedService service) {
        return new EndedServiceData(
                TextSanitizer.orUnknown(service.name()),
                TextSanitizer.orUnknown(service.cluster()),
                service.whole(),
                service.below().toSeconds(),
                AlertFacts.figures(service.status()),
                service.trouble() == null
                        ? null
                        : TextSanitizer.cut(TextSanitizer.oneLine(service.trouble()), LONGEST_REASON));
    }
}
