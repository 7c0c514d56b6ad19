package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.channels.message.Alerts;

/** The examples of docs/own-channels.md are dropped into a running program, as its reader would. */
class ChannelsDocumentTest {

    private static final Pattern YAML_BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final ReloadProgram program;

    ChannelsDocumentTest(@TempDir Path folder) {
        program = new ReloadProgram(folder);
    }

    @BeforeEach
    void start() throws Exception {
        program.write("notify", ReloadProgram.stage("notify", "sent"));
        program.write("channels/mail", ReloadProgram.channel("mail", "mail 1"));
        program.write("channels/chat", ReloadProgram.channel("chat", "chat 1"));
        program.write("templates/chat", ReloadTemplatesTest.template("slack 1").replace("id: paper\n", "id: chat\n"));
        program.started("notify", "channels/mail", "channels/chat", "templates/chat");
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void firstExampleHasTenLinesAtMostAndDelivers() throws IOException {
        String journal = examples().get(0);
        assertThat(journal.lines()).hasSizeLessThanOrEqualTo(10);

        program.write("channels/journal", journal);

        await().until(() -> program.endpoints().contains("direct://channel-journal"));
        assertThat(program.send("channel-journal")).isEmpty();
    }

    /** What it sends is looked at by OwnChannelRouteTest. */
    @Test
    void secondExampleRuns() throws IOException {
        program.context.getRegistry().bind("alertMessages", Alerts.after(18));
        program.context.getRegistry().bind("plainText", new PlainText());
        program.write("channels/pager", examples().get(1));

        await().until(() -> program.endpoints().contains("direct://channel-pager"));
        assertThat(program.reload.warning()).isEmpty();
    }

    @Test
    void lastExampleIsAnotherChannelOfAKind() throws IOException {
        String another = examples().get(3);
        assertThat(another.lines()).hasSize(6);

        program.write("channels/team-blue", another);

        await().until(() -> program.endpoints().contains("direct://channel-team-blue"));
        assertThat(program.send("channel-team-blue")).isEqualTo("team-blue: slack 1");
    }

    private static List<String> examples() throws IOException {
        String document = Files.readString(Path.of("docs/own-channels.md"));
        return YAML_BLOCK
                .matcher(document)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
