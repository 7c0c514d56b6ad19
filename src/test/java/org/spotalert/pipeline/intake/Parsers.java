package org.spotalert.pipeline.intake;

import org.spotalert.model.Interruption;

/** Reads events for tests. */
final class Parsers {

    private Parsers() {}

    /** The only interruption that the event gives notice of. */
    static Interruption only(EventParser parser, String body, long sentAt) throws UnreadableEventException {
        return only(parser.parse(body, sentAt));
    }

    static Interruption only(ReceivedEvent event) {
        if (event.interruptions().size() != 1) {
            throw new AssertionError("not one interruption: " + event);
        }
        return event.interruptions().get(0);
    }
}
