package org.spotalert.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.platform.settings.InvalidSettingsException;

class ReplaySettingsTest {

    private final Map<String, String> properties = new HashMap<>(Map.of(
            "spot.queue", "spot",
            "spot.events", "interruption-warning",
            "spot.store.url", "jdbc:h2:mem:settings",
            "spot.store.retention", "336h",
            "spot.store.lease", "15s",
            "spot.history.retention", "2160h"));

    @BeforeEach
    void region() {
        System.setProperty("aws.region", "eu-west-1");
    }

    @AfterEach
    void noRegion() {
        System.clearProperty("aws.region");
    }

    private ReplaySettings read() {
        return ReplaySettings.read(name -> Optional.ofNullable(properties.get(name)), properties.keySet());
    }

    @Test
    void whatChannelsNeedIsNotAskedFor() {
        properties.put("spot.channel.google-chat.enabled", "true");

        ReplaySettings settings = read();

        assertThat(settings.queue().name()).isEqualTo("spot");
        assertThat(settings.region()).isEqualTo("eu-west-1");
        assertThat(settings.role()).isNull();
        assertThat(settings.channels()).containsExactly(new ReplaySettings.Channel("google-chat", false));
    }

    @Test
    void channelThatIsOffOrStandsByIsNotTold() {
        properties.put("spot.channel.sns.enabled", "true");
        properties.put("spot.channel.pager.enabled", "true");
        properties.put("spot.channel.pager.fallback", "email");
        properties.put("spot.channel.email.enabled", "true");
        properties.put("spot.channel.google-chat.enabled", "false");
        properties.put("spot.channel.google-chat.fallback", "sns");

        assertThat(read().channels()).extracting(ReplaySettings.Channel::name).containsExactly("pager", "sns");
    }

    @Test
    void channelWithAConditionDoesNotWantEveryAlert() {
        properties.put("spot.channel.sns.enabled", "true");
        properties.put("spot.channel.pager.enabled", "true");
        properties.put("spot.channel.pager.only", "severity>=critical");
        properties.put("spot.channel.pagerduty.enabled", "true");

        assertThat(read().channels())
                .containsExactly(
                        new ReplaySettings.Channel("pager", true),
                        new ReplaySettings.Channel("pagerduty", true),
                        new ReplaySettings.Channel("sns", false));
    }

    @Test
    void everythingThatIsWrongIsSaid() {
        properties.put("spot.queue", "");
        properties.put("spot.store.url", "jdbc:mysql://db/claims");
        properties.put("spot.assume-role-arn", "admin");

        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContainingAll("SPOT_QUEUE", "SPOT_STORE_URL", "SPOT_ASSUME_ROLE_ARN");
    }
}
