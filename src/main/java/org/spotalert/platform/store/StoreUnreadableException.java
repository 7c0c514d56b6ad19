package org.spotalert.platform.store;

/** The store of the claims cannot be read now. The text is what the database said, in one line. */
public final class StoreUnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    StoreUnreadableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
