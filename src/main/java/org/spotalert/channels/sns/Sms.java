package org.spotalert.channels.sns;

import java.text.Normalizer;
import java.util.List;

/** Makes one SMS of a message, in the characters that every telephone reads (GSM 03.38): with any other, only 70 would fit. */
public final class Sms {

    /** The longest text: of 160 characters, SNS takes up to ten for the topic's display name, and two for {@code "> "}. */
    static final int LONGEST = 148;

    private static final String ALPHABET = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
            + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** How much of each word is kept, where the shortest line is too long. */
    private static final List<Integer> WORDS = List.of(40, 24, 16, 10);

    /** The first of these lines that fits; if none does, the last one with its words cut, and then itself. */
    public String text(String lines) {
        List<String> written =
                lines.lines().map(Sms::gsm).filter(line -> !line.isBlank()).toList();
        String shortest = written.isEmpty() ? "" : written.get(written.size() - 1);
        return written.stream()
                .filter(Sms::fits)
                .findFirst()
                .or(() -> WORDS.stream()
                        .map(longest -> shortest.replaceAll("(\\S{" + (longest - 2) + "})\\S{3,}", "$1.."))
                        .filter(Sms::fits)
                        .findFirst())
                .orElseGet(() -> shortest.substring(0, LONGEST - 2) + "..");
    }

    private static boolean fits(String line) {
        return line.length() <= LONGEST;
    }

    /** Accents go where the alphabet has none, and what it has not at all becomes a question mark. */
    private static String gsm(String line) {
        StringBuilder text = new StringBuilder();
        line.strip().codePoints().mapToObj(Character::toString).forEach(character -> {
            String known = ALPHABET.contains(character)
                    ? character
                    : Normalizer.normalize(character, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
            known.codePoints().forEach(point -> text.append(ALPHABET.indexOf(point) < 0 ? '?' : (char) point));
        });
        return text.toString();
    }
}
