package org.spotalert.channel.failure;

import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.spotalert.channel.text.CleanText;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What an exception is about, in words: its own text may quote an address, and is left out. */
final class FailureText {

    private record Kind(Class<? extends Throwable> type, String text) {}

    private static final String NO_ANSWER = "connection closed without an answer";
    private static final String BROKEN_TEMPLATE = "a template cannot be rendered";

    /** The more special ones first. */
    private static final List<Kind> KINDS = List.of(
            new Kind(UnknownHostException.class, "host name not found"),
            new Kind(InterruptedIOException.class, "timed out"),
            new Kind(NoRouteToHostException.class, "no route to the host"),
            new Kind(ConnectException.class, "connection refused"),
            new Kind(SSLException.class, "TLS failed: certificate or protocol not accepted"),
            new Kind(NoHttpResponseException.class, NO_ANSWER),
            new Kind(ConnectionClosedException.class, NO_ANSWER),
            new Kind(EOFException.class, NO_ANSWER),
            new Kind(SocketException.class, "connection broken off"),
            new Kind(TemplateNotFoundException.class, "a template does not exist"),
            new Kind(ParseException.class, BROKEN_TEMPLATE),
            new Kind(TemplateException.class, BROKEN_TEMPLATE),
            new Kind(IOException.class, "connection failed"),
            new Kind(HttpException.class, "the answer is not HTTP"),
            new Kind(SdkClientException.class, "AWS could not be asked"),
            new Kind(AddressException.class, "an e-mail address cannot be read"),
            new Kind(RejectedExecutionException.class, "the program is stopping"));

    private FailureText() {}

    /**
     * One short line, never empty: about the innermost of these that is known.
     *
     * @param chain the failure and everything behind it, the outermost first
     */
    static String of(List<Throwable> chain) {
        for (int index = chain.size() - 1; index >= 0; index--) {
            Optional<String> known = known(chain.get(index));
            if (known.isPresent()) {
                return known.get();
            }
        }
        return chain.isEmpty()
                ? CleanText.UNKNOWN
                : "unexpected failure, "
                        + chain.get(chain.size() - 1).getClass().getSimpleName();
    }

    private static Optional<String> known(Throwable failure) {
        return KINDS.stream()
                .filter(kind -> kind.type().isInstance(failure))
                .map(Kind::text)
                .findFirst()
                .or(() -> Optional.of(failure)
                        .filter(MessagingException.class::isInstance)
                        .map(mail -> ofMail(String.valueOf(mail.getMessage()))));
    }

    private static String ofMail(String message) {
        return message.startsWith("STARTTLS is required")
                ? "the mail server does not offer STARTTLS"
                : "the mail server broke off";
    }

    /** Whether a template is at fault, which some of its exceptions hide: they are exceptions of input and output. */
    static boolean ofTemplate(Throwable failure) {
        return failure instanceof TemplateNotFoundException
                || failure instanceof ParseException
                || failure instanceof TemplateException;
    }
}
