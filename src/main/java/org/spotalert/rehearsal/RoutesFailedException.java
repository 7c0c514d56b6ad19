package org.spotalert.rehearsal;

import org.spotalert.live.RefusedException;

/** The routes do not start; the message is the reason, in one line. */
public final class RoutesFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    public RoutesFailedException(Throwable failure) {
        super(RefusedException.because(failure).getMessage(), failure);
    }
}
