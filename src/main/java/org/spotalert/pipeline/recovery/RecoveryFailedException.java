package org.spotalert.pipeline.recovery;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.platform.window.PartialFailure;

/** Some steps have to be taken again: their messages, and no others, must come back. */
public final class RecoveryFailedException extends Exception implements PartialFailure {

    private static final long serialVersionUID = 1L;

    private final transient Map<FollowUp, Exception> failures;

    RecoveryFailedException(Map<FollowUp, Exception> failures) {
        super("follow-ups that have to look again: " + failures.size());
        this.failures = Map.copyOf(failures);
    }

    @Override
    public @Nullable Exception failureOf(Object body) {
        return body instanceof FollowUp followUp ? failures.get(followUp) : this;
    }
}
