package org.spotalert.channels.failure;

import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.platform.network.Causes;
import org.spotalert.platform.network.NetworkFailure;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Names failures in which no far end has spoken. An exception's own text may quote an address, and is left out. */
public final class ConnectionFailure {

    private record Known(Class<? extends Throwable> type, FailureReason reason, String text) {}

    private static final String BROKEN_TEMPLATE = "a template cannot be rendered";

    /** The more special ones first. */
    private static final List<Known> KNOWN = List.of(
            new Known(TemplateNotFoundException.class, FailureReason.TEMPLATE, "a template does not exist"),
            new Known(ParseException.class, FailureReason.TEMPLATE, BROKEN_TEMPLATE),
            new Known(TemplateException.class, FailureReason.TEMPLATE, BROKEN_TEMPLATE),
            new Known(IOException.class, FailureReason.UNREACHABLE, "connection failed"),
            new Known(HttpException.class, FailureReason.SERVER, "the answer is not HTTP"),
            new Known(AddressException.class, FailureReason.REFUSED, "an e-mail address cannot be read"),
            new Known(RejectedExecutionException.class, FailureReason.REFUSED, "the program is stopping"),
            new Known(MessagingException.class, FailureReason.SERVER, "the mail server broke off"));

    private ConnectionFailure() {}

    /** The failure of the network, or else the innermost cause that is known. */
    public static Failure of(Throwable failure) {
        List<Throwable> chain = Causes.of(failure);
        Optional<Failure> found =
                NetworkFailure.of(failure).map(network -> new Failure(reason(network), network.text()));
        for (int index = chain.size() - 1; found.isEmpty() && index >= 0; index--) {
            found = known(chain.get(index));
        }
        return found.orElseGet(() -> new Failure(
                FailureReason.REFUSED,
                "unexpected failure, " + chain.get(chain.size() - 1).getClass().getSimpleName()));
    }

    private static Optional<Failure> known(Throwable failure) {
        if (String.valueOf(failure.getMessage()).startsWith("STARTTLS is required")) {
            return Optional.of(new Failure(FailureReason.REFUSED, "the mail server does not offer STARTTLS"));
        }
        return KNOWN.stream()
                .filter(kind -> kind.type().isInstance(failure))
                .findFirst()
                .map(kind -> new Failure(kind.reason(), kind.text()));
    }

    static FailureReason reason(NetworkFailure network) {
        return switch (network) {
            case TIMED_OUT -> FailureReason.TIMEOUT;
            case CLIENT_CERTIFICATE -> FailureReason.AUTH;
            default -> FailureReason.UNREACHABLE;
        };
    }

    /** Whether another attempt cannot help: a certificate that is not accepted now is not accepted in a second either. */
    static boolean permanent(List<Throwable> chain) {
        return chain.stream()
                .anyMatch(one -> NetworkFailure.ofOne(one)
                                .filter(NetworkFailure::permanent)
                                .isPresent()
                        || one instanceof TemplateNotFoundException
                        || one instanceof ParseException
                        || one instanceof TemplateException);
    }

    /** Whether the message was sent and not answered in time, so that the far end may have it. */
    static boolean unanswered(List<Throwable> chain) {
        return chain.stream().noneMatch(ConnectionFailure::connecting)
                && chain.stream().anyMatch(ConnectionFailure::waiting);
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
