package org.spotalert.cli.replay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.spotalert.channels.message.Timing;
import org.spotalert.cli.output.NoNotice;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventParser;
import org.spotalert.pipeline.intake.ReceivedEvent;
import org.spotalert.pipeline.intake.UnreadableEventException;
import org.spotalert.platform.text.TextSanitizer;

/**
 * What a dead letter is.
 *
 * @param id the message's id
 * @param sentAt when it was first sent
 * @param receives how often it was received
 * @param readable whether its body is understood
 * @param interruptions what it is about; empty when it is no notice of an interruption
 * @param text what it is, in one line, without anything of the body that was not checked or cleaned
 */
public record Explanation(
        String id, Instant sentAt, long receives, boolean readable, List<Interruption> interruptions, String text) {

    public Explanation {
        interruptions = List.copyOf(interruptions);
    }

    /**
     * Explains a dead letter.
     *
     * @param wanted the kinds of events that people want to know of
     * @param now what "late" is measured against
     */
    public static Explanation of(DeadLetter letter, EventParser parser, Set<InterruptionKind> wanted, Instant now) {
        try {
            ReceivedEvent event = parser.parse(letter.body(), letter.sentAt());
            if (!event.interruptions().isEmpty()) {
                return of(letter, true, event.interruptions(), text(event.interruptions(), now));
            }
            return of(letter, true, List.of(), NoNotice.why(event, wanted));
        } catch (UnreadableEventException unreadable) {
            return of(
                    letter,
                    false,
                    List.of(),
                    "cannot be understood: " + TextSanitizer.line(String.valueOf(unreadable.getMessage())));
        }
    }

    private static Explanation of(DeadLetter letter, boolean readable, List<Interruption> interruptions, String text) {
        return new Explanation(
                letter.id(), Instant.ofEpochMilli(letter.sentAt()), letter.receives(), readable, interruptions, text);
    }

    private static String text(List<Interruption> interruptions, Instant now) {
        Interruption interruption = interruptions.get(0);
        String kind = interruption.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String action = interruption.action() == InstanceAction.UNKNOWN ? "" : " (" + interruption.action() + ")";
        String what = interruptions.size() == 1 ? interruption.resourceId() : interruptions.size() + " instances";
        return kind + action + ", " + what + " in " + interruption.region() + ", "
                + Timing.of(interruption, now.atZone(ZoneOffset.UTC)).text();
    }
}
