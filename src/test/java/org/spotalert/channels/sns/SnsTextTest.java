package org.spotalert.channels.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.template.Rendered;

class SnsTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "\u6771\uD83D\uDE80", "&<>"})
    void textOfAnyDigestFits(String suffix) {
        AlertMessage message = Alerts.after(18).of(Alerts.storm(1_000, suffix.repeat(300)));

        String text = new SnsMessage(false).text(Rendered.markdown(message));

        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(10_000, SnsMessage.LONGEST_TEXT);
        assertThat(text).contains("1000 Spot Instances", Alerts.id(0));
    }
}
