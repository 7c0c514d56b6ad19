package org.spotalert.notify;

/** Some channel does not have its alerts: the messages must come back. */
public final class UndeliveredException extends Exception {

    private static final long serialVersionUID = 1L;

    UndeliveredException(String message) {
        super(message);
    }
}
