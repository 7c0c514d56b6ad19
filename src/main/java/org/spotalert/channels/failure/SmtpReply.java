package org.spotalert.channels.failure;

import jakarta.mail.MessagingException;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Reads what the mail server has replied out of the mail library's exceptions (RFC 5321, section 4.2). */
final class SmtpReply {

    private static final int NONE = -1;

    /** The reply to the connection, which only the text holds; -1 when the server closes it without one. */
    private static final Pattern GREETING = Pattern.compile("response: (-?[0-9]{1,3})");

    /** A reply as the mail library passes it on: its code begins each line. */
    private static final Pattern REPLY = Pattern.compile("^\\s*([2-5][0-9]{2})[ -].*", Pattern.DOTALL);
    /** What stands before the words of a further line: the code, and often the enhanced code (RFC 3463) once more. */
    private static final Pattern FURTHER_LINE =
            Pattern.compile("\\R+[2-5][0-9]{2}[ -](?:[245]\\.[0-9]{1,3}\\.[0-9]{1,3} *)?");

    private SmtpReply() {}

    /** The server's own words in this exception; empty when it has none. */
    static String words(Throwable failure) {
        String text = text(failure);
        return REPLY.matcher(text).matches()
                ? FURTHER_LINE.matcher(text).replaceAll(" ").strip().replaceFirst("^[0-9]{3}[ -]", "")
                : "";
    }

    /** The server's own words to the reply of this code. */
    static String words(List<Throwable> chain, int code) {
        return chain.stream()
                .filter(failure -> code(failure) == code)
                .map(SmtpReply::words)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
    }

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
        return greeting(failure).orElseGet(() -> reply(failure));
    }

    /** Some refusals, such as that of our own name after EHLO, have no exception of their own. */
    private static int reply(Throwable failure) {
        Matcher text = REPLY.matcher(text(failure));
        return text.matches() ? Integer.parseInt(text.group(1)) : NONE;
    }

    /** Whether the server has closed the connection without a word: it took nothing. */
    static boolean missing(List<Throwable> chain) {
        return chain.stream().anyMatch(failure -> greeting(failure).equals(OptionalInt.of(NONE)));
    }

    private static OptionalInt greeting(Throwable failure) {
        Matcher text = GREETING.matcher(text(failure));
        return text.find() ? OptionalInt.of(Integer.parseInt(text.group(1))) : OptionalInt.empty();
    }

    private static String text(Throwable failure) {
        return failure instanceof MessagingException ? String.valueOf(failure.getMessage()) : "";
    }
}
