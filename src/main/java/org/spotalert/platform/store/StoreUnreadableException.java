package org.spotalert.platform.store;

/** The store cannot be read now. The text is what the database said, in one line. */
public final class StoreUnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    public StoreUnreadableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
