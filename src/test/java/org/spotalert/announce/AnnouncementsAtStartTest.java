package org.spotalert.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.spotalert.config.BadSettingsException;

class AnnouncementsAtStartTest {

    private static void start(List<String> channels) {
        Set<String> able = new TreeSet<>(Set.of("sns", "email"));
        new AnnouncementsAtStart(channels, () -> able).onCamelContextStarted(new DefaultCamelContext(), false);
    }

    @Test
    void channelsThatCannotTellAnnouncementsAreBadSettingsAllAtOnce() {
        BadSettingsException bad =
                catchThrowableOfType(BadSettingsException.class, () -> start(List.of("pagerduty", "sns", "snss")));

        assertThat(bad.problems())
                .containsExactly(
                        "SPOT_ANNOUNCEMENTS (spot.announcements): \"pagerduty\" is not a channel that is enabled and tells"
                                + " announcements; give some of [email, sns]",
                        "SPOT_ANNOUNCEMENTS (spot.announcements): \"snss\" is not a channel that is enabled and tells"
                                + " announcements; give some of [email, sns]");
    }

    @Test
    void channelsThatCanAreGood() {
        assertThatCode(() -> start(List.of("email", "sns"))).doesNotThrowAnyException();
        assertThatCode(() -> start(List.of())).doesNotThrowAnyException();
    }
}
