package org.spotalert.notify;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.event.Interruption;
import org.spotalert.event.Interruption.Subject;
import org.spotalert.window.PartialFailure;

/** Some channel does not have its alerts: the messages of those alerts, and no others, must come back. */
public final class UndeliveredException extends Exception implements PartialFailure {

    private static final long serialVersionUID = 1L;

    /** Why alerts are missing somewhere, by what they are about; null when every alert is. */
    private final transient @Nullable Map<Subject, String> reasons;

    /** This is true of everything that it is about: a whole batch, or the one message that it is thrown for. */
    UndeliveredException(String reason) {
        super(reason);
        this.reasons = null;
    }

    /**
     * Some alerts are missing somewhere.
     *
     * @param reasons where and why, for a reader, by what the alerts are about
     */
    UndeliveredException(Map<Subject, String> reasons) {
        super(String.join("; ", reasons.values().stream().distinct().toList()));
        this.reasons = Map.copyOf(reasons);
    }

    @Override
    public @Nullable Exception failureOf(Object body) {
        if (reasons == null || !(body instanceof Interruption interruption)) {
            return this;
        }
        String reason = reasons.get(interruption.subject());
        return reason == null ? null : new UndeliveredException(reason);
    }
}
