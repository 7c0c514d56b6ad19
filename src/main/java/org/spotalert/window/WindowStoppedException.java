package org.spotalert.window;

/** The program stops before the exchange was worked off. */
public final class WindowStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    WindowStoppedException() {
        super("the program stops");
    }
}
