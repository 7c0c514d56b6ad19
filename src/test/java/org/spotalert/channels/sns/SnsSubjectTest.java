package org.spotalert.channels.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.message.Alerts;

class SnsSubjectTest {

    private final SnsMessage ascii = new SnsMessage(false);
    private final SnsMessage unicode = new SnsMessage(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\r\n\t",
                "\u202E",
                "\uD83D\uDE80",
                "a\r\nb\tc\u0000d\u007F",
                "\uD83D\uDE80 rocket",
                "caf\u00e9 na\u00efve \u6771\u4eac",
                "lone \uD800 half",
                "  spaces first"
            })
    void subjectKeepsEveryRuleWhateverTheText(String text) {
        for (String subject : new String[] {
            ascii.subject(text),
            unicode.subject(text),
            ascii.subject(text.repeat(100)),
            unicode.subject(text.repeat(100))
        }) {
            assertThat(subject).isNotBlank();
            assertThat(subject.length()).isLessThanOrEqualTo(99);
            assertThat(subject.chars().anyMatch(Character::isISOControl)).isFalse();
            assertThat(Character.isWhitespace(subject.charAt(0))).isFalse();
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(subject)).isTrue();
        }
        assertThat(ascii.subject(text)).isASCII();
    }

    @Test
    void foldsAccentsAndReplacesTheRest() {
        assertThat(ascii.subject("caf\u00e9 \u6771")).isEqualTo("cafe ?");
    }

    @Test
    void keepsNinetyNineUnitsAndCutsTheHundredth() {
        assertThat(ascii.subject("x".repeat(99))).isEqualTo("x".repeat(99));
        assertThat(ascii.subject("x".repeat(100))).isEqualTo("x".repeat(96) + "...");
    }

    @Test
    void neverTearsSurrogatePairsApart() {
        String subject = unicode.subject("a".repeat(97) + "\uD83D\uDE80\uD83D\uDE80");

        assertThat(subject).isEqualTo("a".repeat(97) + "…");
    }

    @Test
    void keepsEmojiWhenAllowed() {
        assertThat(unicode.subject("go \uD83D\uDE80")).isEqualTo("go \uD83D\uDE80");
    }

    @Test
    void subjectOfADigestIsCutBelowTheLimit() {
        String headline = Alerts.after(18).of(Alerts.storm(500)).headline();

        assertThat(headline.length()).isGreaterThan(99);
        assertThat(ascii.subject(headline)).startsWith("CRITICAL catalogue in ").hasSizeLessThanOrEqualTo(99);
    }
}
