package org.spotalert.channels.email;

import java.util.Locale;
import java.util.function.Supplier;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.text.TextSanitizer;

/** What stands above a mail: the subject line, and the ids that make one thread of all mails about a thing. */
public final class EmailHeaders {

    /** RFC 5322, 2.1.1: a line has at most 998 characters; mail programs show far fewer. */
    private static final int LONGEST_SUBJECT = 200;

    private final String prefix;
    private final String fixedSubject;
    private final String domain;

    /**
     * Makes headers for mails of one sender.
     *
     * @param from the sender's address; its domain is the domain of message ids
     * @param prefix stands before every subject; may be empty
     * @param subject the text of every subject; empty for the message's headline
     */
    public EmailHeaders(String from, String prefix, String subject) {
        this.prefix = TextSanitizer.oneLine(prefix);
        this.fixedSubject = TextSanitizer.oneLine(subject);
        this.domain = domain(from);
    }

    static Supplier<EmailHeaders> read(SettingsReader reader) {
        String email = "spot.channel.email.";
        Supplier<String> from = reader.required(email + "from", "the sender's address", EmailBeans::address);
        return () ->
                new EmailHeaders(from.get(), reader.text(email + "subject-prefix"), reader.text(email + "subject"));
    }

    /** The subject on one line, at most 200 UTF-16 units long; the mail library encodes it (RFC 2047). */
    public String subject(AlertMessage message) {
        String text = fixedSubject.isEmpty() ? message.headline() : fixedSubject;
        return TextSanitizer.cut(TextSanitizer.oneLine(prefix + " " + text), LONGEST_SUBJECT);
    }

    /** The id of this mail, the same at every attempt to send it, so that a repetition can be recognised. */
    public String messageId(AlertMessage message) {
        return id(message.id());
    }

    /** The id of the thread: no mail has it, and every mail about the same instance answers it. */
    public String threadId(AlertMessage message) {
        return id(message.thread());
    }

    private String id(String text) {
        return "<" + text.replaceAll("[^A-Za-z0-9_-]+", ".") + "@" + domain + ">";
    }

    /** The domain of a sender's address, as ids may have it, and after EHLO. */
    static String domain(String from) {
        String host = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
        return host.isEmpty() ? "spot-interruption-alerts.invalid" : host.toLowerCase(Locale.ROOT);
    }
}
