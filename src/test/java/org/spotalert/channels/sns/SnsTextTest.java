package org.spotalert.channels.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SnsTextTest {

    private final SnsMessage text = new SnsMessage(false);

    @Test
    void textThatFitsStaysAsItIs() {
        assertThat(text.text("short\n")).isEqualTo("short\n");
        assertThat(text.text("x".repeat(SnsMessage.LONGEST_TEXT))).hasSize(SnsMessage.LONGEST_TEXT);
    }

    @Test
    void longTextIsCutBetweenLinesBelowTheLimitAndCountsTheOthers() {
        String line = "\uD83D\uDE80".repeat(250) + "\n";

        String fitted = text.text(line.repeat(300));

        assertThat(fitted.getBytes(StandardCharsets.UTF_8).length)
                .isBetween(SnsMessage.LONGEST_TEXT - 2_000, SnsMessage.LONGEST_TEXT);
        int shown = (int) fitted.lines().filter(one -> one.equals(line.strip())).count();
        assertThat(fitted).isEqualTo(line.repeat(shown) + "and " + (300 - shown) + " more lines, too many for SNS\n");
    }

    @Test
    void lineThatIsTooLongItselfIsLeftOut() {
        assertThat(text.text("x".repeat(400_000))).isEqualTo("and 1 more lines, too many for SNS\n");
    }
}
