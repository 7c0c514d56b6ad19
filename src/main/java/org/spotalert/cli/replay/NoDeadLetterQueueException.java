package org.spotalert.cli.replay;

/** Dead letters cannot be looked for. The text says what is missing and what to do. */
public final class NoDeadLetterQueueException extends Exception {

    private static final long serialVersionUID = 1L;

    NoDeadLetterQueueException(String message) {
        super(message);
    }
}
