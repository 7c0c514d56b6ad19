package org.spotalert.cli.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.cli.output.CommandFailedException;
import org.spotalert.local.Events;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;

class EventFileTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:20:00Z");

    @TempDir
    private Path directory;

    private List<Interruption> read(String text) throws IOException, CommandFailedException {
        Path file = directory.resolve("events.json");
        Files.writeString(file, text);
        return new EventFile(file, "eu-west-1", InterruptionKind.DEFAULTS).interruptions(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interruption-warning-terminate", "sns-envelope", "detail-only-warning"})
    void oneEventIsReadAsFromTheQueue(String name) throws Exception {
        assertThat(read(Events.text(name)))
                .singleElement()
                .extracting(Interruption::kind)
                .isEqualTo(InterruptionKind.INTERRUPTION_WARNING);
    }

    @Test
    void eventWithoutATimeHappensNow() throws Exception {
        assertThat(read(Events.text("detail-only-warning")).get(0).noticedAt()).isEqualTo(NOW);
    }

    @Test
    void listIsReadInItsOrder() throws Exception {
        String list =
                "[" + Events.text("interruption-warning-stop") + "," + Events.text("rebalance-recommendation") + "]";

        assertThat(read(list))
                .extracting(Interruption::kind)
                .containsExactly(InterruptionKind.INTERRUPTION_WARNING, InterruptionKind.REBALANCE_RECOMMENDATION);
    }

    @Test
    void eventAboutSeveralInstancesIsSeveralNotices() throws Exception {
        Path file = directory.resolve("several.json");
        Files.writeString(
                file,
                Events.text("scheduled-change")
                        .replace(
                                "\"affectedEntities\": [",
                                "\"affectedEntities\": [{\"entityValue\": \"i-00000001\"},"));

        assertThat(new EventFile(file, "eu-west-1", EnumSet.of(InterruptionKind.SCHEDULED_CHANGE)).interruptions(NOW))
                .extracting(Interruption::resourceId)
                .containsExactly("i-00000001", "i-0a1b2c3d4e5f60718");
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() {
        assertThatThrownBy(() -> read("[" + Events.text("interruption-warning-stop") + ",{}]"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("events.json, event 2: ");
        assertThatThrownBy(() -> read("not json"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("event 1: the message body is not JSON");
        assertThatThrownBy(() -> read(Events.text("state-change")))
                .hasMessageContaining("SPOT_EVENTS (spot.events) leaves state-change out");
        assertThatThrownBy(() -> read(Events.text("container-instance-state-change")))
                .hasMessageContaining("another kind")
                .hasMessageContaining("ECS Container Instance State Change");
        assertThatThrownBy(() -> read("[" + Events.text("recovery-check") + "]"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("event 1: a message of the program to itself");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("holds no event");
    }

    @Test
    void absentFileIsNamed() {
        assertThatThrownBy(() -> new EventFile(directory.resolve("absent.json"), "eu-west-1", InterruptionKind.DEFAULTS)
                        .interruptions(NOW))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("there is no file ");
    }
}
