package org.spotalert.channels.failure;

import java.net.SocketTimeoutException;
import java.util.List;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.eclipse.angus.mail.util.MailConnectException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Tells a message that was sent, and not answered in time, from one that never left: its outcome is unknown. */
final class Unanswered {

    private Unanswered() {}

    /**
     * Whether the message may be there.
     *
     * @param chain the failure and everything behind it
     */
    static boolean is(List<Throwable> chain) {
        return chain.stream().noneMatch(Unanswered::connecting)
                && chain.stream().anyMatch(Unanswered::waiting);
    }

    /** Each of these may have a SocketTimeoutException behind it, or be one. */
    private static boolean connecting(Throwable failure) {
        return failure instanceof MailConnectException || failure instanceof ConnectTimeoutException;
    }

    private static boolean waiting(Throwable failure) {
        return failure instanceof SocketTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof ApiCallTimeoutException;
    }
}
