package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of a channel's file that do not run: the last good one runs on. */
class RejectedChangesTest {

    private final ReloadProgram program;

    RejectedChangesTest(@TempDir Path folder) {
        program = new ReloadProgram(folder);
    }

    @BeforeEach
    void start() throws Exception {
        program.write("notify", ReloadProgram.stage("notify", "sent"));
        program.write("channels/mail", ReloadProgram.channel("mail", "mail 1"));
        program.write("channels/chat", ReloadProgram.channel("chat", "chat 1"));
        program.started();
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void brokenYamlIsRejectedWithItsLine() {
        program.write("channels/mail", "- route:\n    id: channel-mail\n   from: [\n");

        program.awaitRejection("mail.camel.yaml: line 3");
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
    }

    @Test
    void unknownStepIsRejected() {
        program.write("channels/mail", ReloadProgram.channel("mail", "x").replace("- bean:", "- bena:"));

        program.awaitRejection("bena");
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
    }

    @Test
    void unknownOptionIsRejectedAndNeighbourEditedMeanwhileIsTaken() {
        program.write(
                "channels/mail",
                ReloadProgram.channel("mail", "x").replace("direct:channel-mail", "direct:channel-mail?hurry=true"));
        program.write("channels/chat", ReloadProgram.channel("chat", "chat 2"));

        program.awaitRejection("hurry");
        await().until(() -> program.send("channel-chat").equals("chat 2"));
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
    }

    @Test
    void unknownComponentIsRejected() {
        program.write("channels/mail", ReloadProgram.channel("mail", "x").replace("direct:channel", "pigeon:channel"));

        program.awaitRejection("pigeon");
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
        assertThat(program.endpoints()).contains("direct://channel-mail");
    }

    @Test
    void routeThatCannotStartIsRejected() {
        program.write(
                "channels/mail",
                ReloadProgram.channel("mail", "x").replace("direct:channel-mail", "direct:channel-chat"));

        program.awaitRejection("mail.camel.yaml");
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
        assertThat(program.send("channel-chat")).isEqualTo("chat 1");
    }

    @Test
    void idOfAnotherFileIsRejected() {
        program.write("channels/copy", ReloadProgram.channel("mail", "copy"));

        program.awaitRejection("channel-mail belongs to another file");
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
    }

    @Test
    void channelThatIsNotNamedAsItsFileIsRejected() {
        program.write("channels/mail", ReloadProgram.channel("mial", "x").replace("mial-errors", "mail-errors"));

        program.awaitRejection("none of its routes has the id channel-mail");
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
        assertThat(program.endpoints()).containsExactlyInAnyOrder("direct://channel-mail", "direct://channel-chat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:channel-mial", "timer:channel-mail?delay=60000"})
    void channelThatTakesItsAlertsElsewhereIsRejected(String from) {
        program.write("channels/mail", ReloadProgram.channel("mail", "x").replace("direct:channel-mail", from));

        program.awaitRejection("channel-mail does not take its alerts from direct:channel-mail");
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
        assertThat(program.endpoints()).containsExactlyInAnyOrder("direct://channel-mail", "direct://channel-chat");
    }

    @Test
    void fileThatOverflowsTheStackIsRejectedAndTheLookingGoesOn() {
        program.write("channels/mail", "[".repeat(10_000));
        program.awaitRejection("mail.camel.yaml: it is nested too deeply");
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");

        program.write("channels/mail", ReloadProgram.channel("mail", "mail 2"));

        await().until(() -> program.send("channel-mail").equals("mail 2"));
    }

    @Test
    void channelOutsideTheGroupIsRejected() {
        program.write("channels/mail", ReloadProgram.channel("mail", "x").replace("group: channel", "group: chanel"));

        program.awaitRejection("the route channel-mail is not in the group channel");
    }

    @Test
    void halfWrittenFileIsTakenWhenItIsWhole() throws Exception {
        String whole = ReloadProgram.channel("mail", "mail 2");
        program.write("channels/mail", "");
        program.awaitRejection("it is empty");
        program.write("channels/mail", whole.substring(0, whole.length() / 2));
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");

        program.write("channels/mail", whole);

        await().until(() -> program.send("channel-mail").equals("mail 2"));
        await().until(() -> program.reload.warning().isEmpty());
    }

    @Test
    void rejectedVersionIsReportedOnceWithoutStackTrace() {
        program.write("channels/mail", "- nonsense: 1");
        program.awaitRejection("nonsense");

        program.awaitChecks();

        assertThat(program.warnings()).singleElement().asString().contains("channels/mail.camel.yaml");
        assertThat(program.anyStackTraceLogged()).isFalse();
    }

    @Test
    void versionBroughtBackEndsTheRejection() {
        program.write("channels/mail", "- nonsense: 1");
        program.awaitRejection("nonsense");

        program.write("channels/mail", ReloadProgram.channel("mail", "mail 1"));

        await().until(() -> program.reload.warning().isEmpty());
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
    }

    @Test
    void rejectedNewFileThatIsDeletedIsForgotten() throws Exception {
        program.write("channels/pager", "- nonsense: 1");
        program.awaitRejection("nonsense");

        Files.delete(program.path("channels/pager"));

        await().until(() -> program.reload.warning().isEmpty());
        assertThat(program.warnings()).hasSize(1);
    }

    @Test
    void rejectedVersionLeavesTheRedeliveriesOfTheLastGoodOne() {
        program.write("channels/mail", ReloadProgram.channel("mail", "mail 2", 2));
        await().until(() -> program.send("channel-mail").equals("mail 2"));

        program.write(
                "channels/mail", ReloadProgram.channel("mail", "x", 5).replace("direct:channel", "pigeon:channel"));
        program.awaitRejection("pigeon");

        program.recorder.failing = true;
        assertThatThrownBy(() -> program.send("channel-mail")).rootCause().hasMessage("the channel is down");
        assertThat(program.recorder.failures).hasValue(3);
    }
}
