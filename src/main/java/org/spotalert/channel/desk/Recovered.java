package org.spotalert.channel.desk;

import java.util.List;
import org.spotalert.channel.message.AlertMessage;
import org.spotalert.decide.AlertKind;

/** When a record can be closed. Not a part of the message, whose every public method is a promise to templates. */
final class Recovered {

    private Recovered() {}

    /** Whether all the message says is that what it is about is whole again. */
    static boolean isAllOf(AlertMessage message) {
        return message.scope().kinds().all().equals(List.of(AlertKind.RECOVERED.toString()));
    }
}
