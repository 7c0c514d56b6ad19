package org.spotalert.channel;

/** The headers of alert mails. */
public final class EmailMessages {

    private static final int SUBJECT_LIMIT = 250;

    private final String subject;
    private final String prefix;

    /**
     * @param subject the subject of every mail; empty to use each alert's headline
     * @param prefix what stands before every subject; may be empty
     */
    public EmailMessages(String subject, String prefix) {
        this.subject = subject;
        this.prefix = prefix;
    }

    /** The subject, in one line. */
    public String subject(AlertMessage message) {
        String text = subject.isBlank() ? message.headline() : subject;
        return PlainText.cut(PlainText.oneLine(prefix + " " + text), SUBJECT_LIMIT, "...");
    }

    /** What all mails about one instance answer to, so that mail programs show them as one thread; no mail has it. */
    public String thread(AlertMessage message) {
        return "<" + message.thread() + "@spot-interruption-alerts.invalid>";
    }
}
