package org.spotalert.channels.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SnsTextTest {

    private final SnsText text = new SnsText();

    @Test
    void textThatFitsStaysAsItIs() {
        assertThat(text.fit("short\n")).isEqualTo("short\n");
        assertThat(text.fit("x".repeat(SnsText.LONGEST_BYTES))).hasSize(SnsText.LONGEST_BYTES);
    }

    @Test
    void longTextIsCutBetweenLinesBelowTheLimitAndCountsTheOthers() {
        String line = "\uD83D\uDE80".repeat(250) + "\n";

        String fitted = text.fit(line.repeat(300));

        assertThat(fitted.getBytes(StandardCharsets.UTF_8).length)
                .isBetween(SnsText.LONGEST_BYTES - 2_000, SnsText.LONGEST_BYTES);
        int shown = (int) fitted.lines().filter(one -> one.equals(line.strip())).count();
        assertThat(fitted).isEqualTo(line.repeat(shown) + "and " + (300 - shown) + " more lines, too many for SNS\n");
    }

    @Test
    void lineThatIsTooLongItselfIsLeftOut() {
        assertThat(text.fit("x".repeat(400_000))).isEqualTo("and 1 more lines, too many for SNS\n");
    }
}
