package org.spotalert.pipeline.recovery;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.pipeline.intake.RecoveryCheck;
import org.spotalert.platform.window.PartialFailure;

/** Some checks have to be repeated: their messages, and no others, must come back. */
public final class RecoveryFailedException extends Exception implements PartialFailure {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Exception> failures;

    RecoveryFailedException(Map<String, Exception> failures) {
        super("recovery checks to repeat: " + failures.size());
        this.failures = Map.copyOf(failures);
    }

    @Override
    public @Nullable Exception failureOf(Object body) {
        return body instanceof RecoveryCheck check ? failures.get(check.incident()) : this;
    }
}
