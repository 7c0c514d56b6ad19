package org.spotalert.channels.failure;

import java.io.IOException;
import org.spotalert.model.FailureReason;

/** A webhook did not take a message. Has no cause, since causes quote hosts and addresses. */
public final class WebhookFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final boolean permanent;

    /**
     * Says what failed.
     *
     * @param permanent whether another attempt within seconds cannot help, or would deliver twice
     */
    public WebhookFailedException(FailureReason reason, String message, boolean permanent) {
        super(message);
        this.reason = reason;
        this.permanent = permanent;
    }

    /** The same failure with more words before its own. */
    public WebhookFailedException after(String words) {
        return new WebhookFailedException(reason, words + getMessage(), permanent);
    }

    public FailureReason reason() {
        return reason;
    }

    /** Whether another attempt within seconds cannot help, or would deliver twice. */
    public boolean permanent() {
        return permanent;
    }
}
