package org.spotalert.pipeline.intake;

/** A message body that cannot be understood. The text says what is wrong with it, and never quotes it whole. */
public final class UnreadableEventException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A body that cannot be understood for this reason. */
    public UnreadableEventException(String message) {
        super(message);
    }
}
