package org.spotalert.platform.config;

import org.jspecify.annotations.Nullable;

/** Settings that cannot be read where they live. Neither the reason nor the remedy holds a value. */
final class UnreadableSourceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String denied;

    /** Says why, and what to do about it; the cause, whose text may hold values, is left out. */
    UnreadableSourceException(String reason, String remedy) {
        this(reason, remedy, null);
    }

    /** The same, with the IAM action that AWS refuses. */
    UnreadableSourceException(String reason, String remedy, @Nullable String denied) {
        super(reason + "; " + remedy);
        this.denied = denied;
    }

    /** The IAM action that AWS refuses; null for none. */
    @Nullable String denied() {
        return denied;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
