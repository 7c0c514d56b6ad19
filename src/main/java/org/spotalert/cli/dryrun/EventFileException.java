package org.spotalert.cli.dryrun;

/** A file that holds no notices; the message says which, where and why. */
public final class EventFileException extends Exception {

    private static final long serialVersionUID = 1L;

    EventFileException(String message) {
        super(message);
    }
}
