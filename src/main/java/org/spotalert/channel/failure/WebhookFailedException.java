package org.spotalert.channel.failure;

import java.io.IOException;

/** A webhook could not be reached or did not answer. Has no cause, since causes quote hosts and addresses. */
public final class WebhookFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    /**
     * Says what failed.
     *
     * @param lasting whether trying again soon cannot help
     */
    public WebhookFailedException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /** Whether trying again soon cannot help. */
    public boolean lasting() {
        return lasting;
    }
}
