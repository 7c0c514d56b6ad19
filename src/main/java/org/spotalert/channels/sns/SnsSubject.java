package org.spotalert.channels.sns;

import java.text.Normalizer;
import org.spotalert.platform.text.TextSanitizer;

/**
 * Makes subjects that SNS accepts: less than 100 characters, no line breaks or control characters, beginning with a
 * letter, digit or punctuation mark (Publish, SNS API reference). ASCII unless the setting says otherwise, since the older form of
 * that contract allows nothing else and subscribers were built for it.
 */
public final class SnsSubject {

    /** The longest subject in UTF-16 units. */
    public static final int LONGEST = 99;

    private static final String FALLBACK = "Spot interruption";

    private final boolean unicode;

    /** Keeps characters beyond ASCII if {@code unicode}, else folds or replaces them. */
    public SnsSubject(boolean unicode) {
        this.unicode = unicode;
    }

    /** A subject that says as much of the headline as fits; never empty. */
    public String of(String headline) {
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
        if (line.length() <= LONGEST) {
            return line;
        }
        return unicode ? TextSanitizer.cut(line, LONGEST) : line.substring(0, LONGEST - 3) + "...";
    }
}
