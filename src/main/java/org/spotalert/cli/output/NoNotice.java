package org.spotalert.cli.output;

import java.util.Optional;
import java.util.Set;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.ReceivedEvent;
import org.spotalert.pipeline.intake.ReceivedEvent.Changes;
import org.spotalert.pipeline.intake.ReceivedEvent.Foreign;
import org.spotalert.pipeline.intake.ReceivedEvent.SubscriptionRequest;
import org.spotalert.platform.text.TextSanitizer;

/** Says why an event that gives no notice notifies nobody. */
public final class NoNotice {

    private NoNotice() {}

    /**
     * The reason, in one line.
     *
     * @param event anything but an interruption
     * @param wanted the kinds of events that people want to know of
     */
    public static String why(ReceivedEvent event, Set<InterruptionKind> wanted) {
        if (event instanceof SubscriptionRequest) {
            return "SNS asks to confirm the queue's subscription, which notifies nobody";
        }
        if (event instanceof Changes) {
            return "ECS says what a task or a container instance does now, which notifies nobody";
        }
        return event instanceof Foreign foreign
                ? leftOut(foreign, wanted)
                        .map(kind -> "SPOT_EVENTS (spot.events) leaves " + kind.settingName()
                                + " out, so that the event notifies nobody")
                        .orElseGet(() -> "an event of another kind, which notifies nobody: "
                                + TextSanitizer.line(foreign.detailType()))
                : "a message of the program to itself, which wakes a recovery check: the store knows the incident";
    }

    private static Optional<InterruptionKind> leftOut(Foreign event, Set<InterruptionKind> wanted) {
        return InterruptionKind.ofDetailType(event.detailType()).filter(kind -> !wanted.contains(kind));
    }
}
