package org.spotalert.platform.config;

/** Settings that cannot be read where they live. Neither the reason nor the remedy holds a value. */
final class UnreadableSourceException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says why, and what to do about it; the cause, whose text may hold values, is left out. */
    UnreadableSourceException(String reason, String remedy) {
        super(reason + "; " + remedy);
    }
}
