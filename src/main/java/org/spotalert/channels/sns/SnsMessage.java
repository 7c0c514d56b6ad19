package org.spotalert.channels.sns;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.platform.text.Names;
import org.spotalert.platform.text.TextSanitizer;

/**
 * Makes the parts of a message that SNS accepts (Publish, SNS API reference).
 *
 * @param unicode whether subjects keep characters beyond ASCII, which old subscribers cannot read; else they are folded or replaced
 */
public record SnsMessage(boolean unicode) {

    /** The longest subject in UTF-16 units. */
    static final int LONGEST_SUBJECT = 99;
    /**
     * The longest text in bytes of UTF-8: 256 KiB by default for body and attributes together, of which four attributes take
     * 16 KiB each at most, and 4 KiB are left for names and subject.
     */
    public static final int LONGEST_TEXT = 188 * 1024;
    /** The most bytes of one attribute; body and attributes share what a topic takes. */
    static final int LONGEST_ATTRIBUTE = 16 * 1024;

    private static final int MOST_ITEMS = 1_000;
    /** Quotes and comma around each element of an array. */
    private static final int AROUND = 4;

    private static final String FALLBACK = "Spot interruption";

    /** The message as plain text, with as many services, tasks and instances as fit. */
    public String text(String markdown) {
        return Layout.of(markdown)
                .largest(
                        MOST_ITEMS,
                        PlainText::of,
                        text -> text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_TEXT);
    }

    /** A value that filter policies match: the only name, or a list of as many as there is room for, the most frequent first. */
    public Object attribute(Names names) {
        if (names.all().size() == 1) {
            return names.all().get(0);
        }
        List<String> values = new ArrayList<>();
        int room = LONGEST_ATTRIBUTE;
        for (String name : names.all()) {
            // Camel puts the quotes around each element, but escapes nothing in it.
            String value = new String(JsonStringEncoder.getInstance().quoteAsString(name));
            room -= value.getBytes(StandardCharsets.UTF_8).length + AROUND;
            if (room < 0) {
                break;
            }
            values.add(value);
        }
        return values;
    }

    /**
     * A subject that says as much of the headline as fits; never empty. It has no control characters, and begins with a letter,
     * digit or punctuation mark.
     */
    public String subject(String headline) {
        String line = unicode ? TextSanitizer.oneLine(headline) : ascii(TextSanitizer.oneLine(headline));
        String subject = cut(fromFirstAllowed(line)).strip();
        return subject.isEmpty() ? FALLBACK : subject;
    }

    private static String ascii(String line) {
        String folded = Normalizer.normalize(line, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        StringBuilder text = new StringBuilder(folded.length());
        folded.codePoints().forEach(point -> text.append(point >= ' ' && point < 0x7F ? (char) point : '?'));
        return text.toString();
    }

    /** Skips what may not stand first; in ASCII every visible character is a letter, digit or punctuation mark. */
    private static String fromFirstAllowed(String line) {
        int start = 0;
        while (start < line.length() && !mayStandFirst(line.codePointAt(start))) {
            start += Character.charCount(line.codePointAt(start));
        }
        return line.substring(start);
    }

    private static boolean mayStandFirst(int point) {
        return (point > ' ' && point < 0x7F) || Character.isLetterOrDigit(point);
    }

    private String cut(String line) {
        if (line.length() <= LONGEST_SUBJECT) {
            return line;
        }
        return unicode ? TextSanitizer.cut(line, LONGEST_SUBJECT) : line.substring(0, LONGEST_SUBJECT - 3) + "...";
    }
}
