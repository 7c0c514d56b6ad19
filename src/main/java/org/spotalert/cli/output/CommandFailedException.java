package org.spotalert.cli.output;

/** A command cannot do its work. The message says in one line why, and what to do. */
public final class CommandFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    public CommandFailedException(String message) {
        super(message);
    }
}
