package org.spotalert.channel;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Keeps what goes to SNS within its rules. */
public final class SnsMessages {

    /** "Less than 100 characters" (SNS API reference, Publish). */
    private static final int SUBJECT_LIMIT = 99;
    /** 256 KiB hold the message and its attributes; this leaves room for the attributes. */
    private static final int MESSAGE_LIMIT = 250_000;

    private final boolean utf8Subject;

    /**
     * @param utf8Subject whether a subject may hold more than ASCII, as AWS allows since 2024
     */
    public SnsMessages(boolean utf8Subject) {
        this.utf8Subject = utf8Subject;
    }

    /** The headline as a subject: no control characters, at most 99 of them, and ASCII unless more is allowed. */
    public String subject(AlertMessage message) {
        String line = PlainText.oneLine(message.headline());
        String subject = utf8Subject
                ? line
                : Normalizer.normalize(line, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "")
                        .replaceAll("[^\\x20-\\x7E]+", "?")
                        .strip();
        return PlainText.cut(subject, SUBJECT_LIMIT, "...");
    }

    /** As much of the text as SNS takes. */
    public String limited(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(MESSAGE_LIMIT);
        CharBuffer characters = CharBuffer.wrap(text);
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
        return encoder.encode(characters, bytes, true).isOverflow()
                ? text.substring(0, characters.position()) + "\n..."
                : text;
    }
}
