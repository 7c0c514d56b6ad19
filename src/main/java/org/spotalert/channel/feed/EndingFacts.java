package org.spotalert.channel.feed;

import org.spotalert.channel.feed.AlertData.EndedServiceData;
import org.spotalert.channel.feed.AlertData.EndingData;
import org.spotalert.channel.text.CleanText;
import org.spotalert.decide.Ending;
import org.spotalert.decide.Ending.EndedService;

/** Puts how it ended into the form that other programs read. */
final class EndingFacts {

    private static final int LONGEST_REASON = 1_000;

    private EndingFacts() {}

    /** @param mostRows of services are in it at most */
    static EndingData of(Ending ending, int mostRows) {
        return new EndingData(
                ending.warned().toString(),
                ending.after().toSeconds(),
                ending.settled(),
                ending.services().stream()
                        .limit(mostRows)
                        .map(EndingFacts::service)
                        .toList(),
                ending.standaloneTasks());
    }

    private static EndedServiceData service(EndedService service) {
        return new EndedServiceData(
                CleanText.orUnknown(service.name()),
                CleanText.orUnknown(service.cluster()),
                service.whole(),
                service.below().toSeconds(),
                AlertFacts.figures(service.status()),
                service.trouble() == null ? null : CleanText.cut(CleanText.oneLine(service.trouble()), LONGEST_REASON));
    }
}
