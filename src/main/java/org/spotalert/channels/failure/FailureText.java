package org.spotalert.channels.failure;

import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.core5.http.HttpException;
import org.spotalert.platform.network.NetworkFailure;
import org.spotalert.platform.text.TextSanitizer;

/** What an exception is about, in words: its own text may quote an address, and is left out. */
final class FailureText {

    private record Kind(Class<? extends Throwable> type, String text) {}

    private static final String BROKEN_TEMPLATE = "a template cannot be rendered";

    /** The more special ones first. */
    private static final List<Kind> KINDS = List.of(
            new Kind(TemplateNotFoundException.class, "a template does not exist"),
            new Kind(ParseException.class, BROKEN_TEMPLATE),
            new Kind(TemplateException.class, BROKEN_TEMPLATE),
            new Kind(IOException.class, "connection failed"),
            new Kind(HttpException.class, "the answer is not HTTP"),
            new Kind(AddressException.class, "an e-mail address cannot be read"),
            new Kind(RejectedExecutionException.class, "the program is stopping"));

    private FailureText() {}

    /**
     * One short line, never empty: about the network, or else the innermost of these that is known.
     *
     * @param chain the failure and everything behind it, the outermost first
     */
    static String of(List<Throwable> chain) {
        if (chain.isEmpty()) {
            return TextSanitizer.UNKNOWN;
        }
        Optional<String> text = NetworkFailure.of(chain.get(0)).map(NetworkFailure::text);
        for (int index = chain.size() - 1; text.isEmpty() && index >= 0; index--) {
            text = known(chain.get(index));
        }
        return text.orElseGet(() ->
                "unexpected failure, " + chain.get(chain.size() - 1).getClass().getSimpleName());
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
