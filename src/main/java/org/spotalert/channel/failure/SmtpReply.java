package org.spotalert.channel.failure;

import jakarta.mail.MessagingException;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What the mail server has replied, as the mail library's exceptions tell it (RFC 5321, section 4.2). */
final class SmtpReply {

    private static final int NONE = -1;

    /** The reply to the connection, which stands in the text alone; -1 when the server closes it without one. */
    private static final Pattern GREETING = Pattern.compile("response: (-?[0-9]{1,3})");

    private SmtpReply() {}

    /**
     * The code of the mail's own refusal; or else, when every recipient was refused, the one that may pass if there is one:
     * the others do not keep the mail from that recipient.
     *
     * @param chain the failure and everything behind it
     */
    static OptionalInt code(List<Throwable> chain) {
        OptionalInt mail = chain.stream()
                .filter(SMTPSendFailedException.class::isInstance)
                .mapToInt(SmtpReply::code)
                .filter(code -> code >= 400)
                .findFirst();
        return mail.isPresent()
                ? mail
                : chain.stream()
                        .mapToInt(SmtpReply::code)
                        .filter(code -> code >= 400)
                        .min();
    }

    private static int code(Throwable failure) {
        if (failure instanceof SMTPSendFailedException send) {
            return send.getReturnCode();
        }
        if (failure instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        if (failure instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        }
        return greeting(failure).orElse(NONE);
    }

    /** Whether the server has closed the connection without a word: it took nothing. */
    static boolean missing(List<Throwable> chain) {
        return chain.stream().anyMatch(failure -> greeting(failure).equals(OptionalInt.of(NONE)));
    }

    private static OptionalInt greeting(Throwable failure) {
        Matcher text =
                GREETING.matcher(failure instanceof MessagingException ? String.valueOf(failure.getMessage()) : "");
        return text.find() ? OptionalInt.of(Integer.parseInt(text.group(1))) : OptionalInt.empty();
    }
}
