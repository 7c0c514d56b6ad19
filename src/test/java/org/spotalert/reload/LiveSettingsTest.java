package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel that is added while the program runs, and a setting of its own. */
class LiveSettingsTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void channelThatWaitsForItsSettingIsTakenWhenTheFileHasIt() throws Exception {
        Path settings =
                Files.writeString(directory.resolve("application.properties"), "spot.channel.mail.said=mail 1\n");
        Path routes = Files.createDirectories(directory.resolve("routes"));
        try (LiveProgram program = new LiveProgram(routes, settings)) {
            program.write("notify", LiveProgram.stage("notify", "told"));
            program.write("channels/mail", LiveProgram.channel("mail", "mail 1"));
            program.started("notify", "channels/mail");

            program.write("channels/blue", LiveProgram.channel("blue", "{{spot.channel.blue.said}}"));
            program.awaitRefusal("spot.channel.blue.said");

            Files.writeString(settings, "spot.channel.blue.said=blue 1\n");
            await().until(() -> program.context.getRoute("channel-blue") != null);
            assertThat(program.send("channel-blue")).isEqualTo("blue 1");
            assertThat(program.send("channel-mail")).isEqualTo("mail 1");
            assertThat(program.live.refusals()).isEmpty();
        }
    }
}
