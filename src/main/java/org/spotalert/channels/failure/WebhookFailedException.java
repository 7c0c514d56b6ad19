package org.spotalert.channels.failure;

import java.io.IOException;

/** A webhook could not be reached or did not answer. Has no cause, since causes quote hosts and addresses. */
public final class WebhookFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean noRedelivery;

    /**
     * Says what failed.
     *
     * @param noRedelivery whether it is not sent again within seconds: that cannot help, or would tell the same twice
     */
    public WebhookFailedException(String message, boolean noRedelivery) {
        super(message);
        this.noRedelivery = noRedelivery;
    }

    /** Whether it is not sent again within seconds. */
    public boolean noRedelivery() {
        return noRedelivery;
    }
}
