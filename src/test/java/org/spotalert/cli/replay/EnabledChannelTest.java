package org.spotalert.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spotalert.cli.replay.DeadLetterTable.EnabledChannel;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;

class EnabledChannelTest {

    private final Map<String, String> properties = new HashMap<>();

    private List<EnabledChannel> read() {
        SettingsReader reader = new SettingsReader(name -> Optional.ofNullable(properties.get(name)));
        List<EnabledChannel> channels =
                EnabledChannel.read(reader, properties.keySet()).get();
        reader.finish();
        return channels;
    }

    @Test
    void whatChannelsNeedIsNotAskedFor() {
        properties.put("spot.channel.google-chat.enabled", "true");

        assertThat(read()).containsExactly(new EnabledChannel("google-chat", false));
    }

    @Test
    void channelThatIsOffOrStandsByIsNotNamed() {
        properties.put("spot.channel.sns.enabled", "true");
        properties.put("spot.channel.pager.enabled", "true");
        properties.put("spot.channel.pager.fallback", "email");
        properties.put("spot.channel.email.enabled", "true");
        properties.put("spot.channel.google-chat.enabled", "false");
        properties.put("spot.channel.google-chat.fallback", "sns");

        assertThat(read()).extracting(EnabledChannel::name).containsExactly("pager", "sns");
    }

    @Test
    void channelWithAConditionDoesNotWantEveryAlert() {
        properties.put("spot.channel.sns.enabled", "true");
        properties.put("spot.channel.pager.enabled", "true");
        properties.put("spot.channel.pager.only", "severity>=critical");
        properties.put("spot.channel.pagerduty.enabled", "true");

        assertThat(read())
                .containsExactly(
                        new EnabledChannel("pager", true),
                        new EnabledChannel("pagerduty", true),
                        new EnabledChannel("sns", false));
    }

    @Test
    void switchThatIsNeitherOnNorOffIsSaid() {
        properties.put("spot.channel.sns.enabled", "maybe");

        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("ENABLE_SNS");
    }
}
