package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteReloadTest {

    private final ReloadProgram program;

    RouteReloadTest(@TempDir Path folder) {
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
    void addedFileIsLive() {
        program.write("channels/pager", ReloadProgram.channel("pager", "pager 1"));

        await().until(() -> program.endpoints().contains("direct://channel-pager"));
        assertThat(program.send("channel-pager")).isEqualTo("pager 1");
    }

    @Test
    void fileInNewFolderIsLive() {
        program.write("channels/team/blue/pager", ReloadProgram.channel("pager", "pager 1"));

        await().until(() -> program.context.getRoute("channel-pager") != null);
    }

    @Test
    void changedFileReplacesItsRoutesOnly() {
        var neighbour = program.context.getRoute("channel-chat");

        program.write("channels/mail", ReloadProgram.channel("mail", "mail 2"));

        await().until(() -> program.send("channel-mail").equals("mail 2"));
        assertThat(program.context.getRoute("channel-chat")).isSameAs(neighbour);
        assertThat(program.reload.warning()).isEmpty();
    }

    @Test
    void fileRenamedOverAnotherIsTaken() throws Exception {
        Path draft =
                Files.writeString(program.folder.resolve("channels/mail~"), ReloadProgram.channel("mail", "mail 2"));

        Files.move(draft, program.path("channels/mail"), StandardCopyOption.REPLACE_EXISTING);

        await().until(() -> program.send("channel-mail").equals("mail 2"));
    }

    @Test
    void routeThatFileNoLongerDefinesIsRemoved() {
        program.write(
                "channels/mail", ReloadProgram.channel("mail", "mail 1") + ReloadProgram.stage("letter", "letter"));
        await().until(() -> program.context.getRoute("letter") != null);

        program.write("channels/mail", ReloadProgram.channel("mail", "mail 2"));

        await().until(() -> program.send("channel-mail").equals("mail 2"));
        assertThat(program.context.getRoute("letter")).isNull();
    }

    @Test
    void conditionOfAChannelIsReadFromItsFileAndItsEditsAreTaken() {
        String condition = "severity>=critical, cluster=shop*|b?ue, tag:team=a b, region=eu-?";
        program.write("channels/mail", wanting(condition));
        await().until(() -> condition(condition));
        assertThat(program.send("channel-mail")).isEqualTo("mail 2");

        program.write("channels/mail", wanting("cluster=blue"));
        await().until(() -> condition("cluster=blue"));

        program.write("channels/mail", ReloadProgram.channel("mail", "mail 3"));
        await().until(() -> condition(""));
        assertThat(program.endpoints()).contains("direct://channel-mail");
    }

    @Test
    void brokenConditionIsRejectedAndTheLastGoodOneStays() {
        program.write("channels/mail", wanting("cluster=shop*"));
        await().until(() -> condition("cluster=shop*"));

        program.write("channels/mail", wanting("clustr=blue"));

        program.awaitRejection(
                "the parameter only in the file of the channel mail: in 'clustr=blue': 'clustr' is none of");
        assertThat(condition("cluster=shop*")).isTrue();
        assertThat(program.send("channel-mail")).isEqualTo("mail 2");
    }

    private static String wanting(String condition) {
        return """
                - routeTemplate:
                    id: mails
                    parameters:
                      - {name: only}
                    route:
                      group: channel
                      from:
                        uri: direct:channel-mail
                        steps:
                          - bean: {id: record, ref: recorder, method: "record('mail 2')"}
                - templatedRoute:
                    routeTemplateRef: mails
                    routeId: channel-mail
                    parameters:
                      - {name: only, value: "CONDITION"}
                """.replace("CONDITION", condition);
    }

    private boolean condition(String text) {
        return program.reload.channels().stream()
                .anyMatch(channel -> channel.name().equals("mail")
                        && channel.condition().toString().equals(text));
    }

    @Test
    void deletedChannelIsGoneAndTheOthersRunOn() throws Exception {
        Files.delete(program.path("channels/mail"));

        await().until(() -> program.context.getRoute("channel-mail") == null);
        assertThat(program.endpoints()).containsExactly("direct://channel-chat");
        assertThat(program.send("channel-chat")).isEqualTo("chat 1");
        await().until(() -> configurations("mail-errors") == 0);
    }

    @Test
    void channelEmptiedAndThenDeletedIsGone() throws Exception {
        program.write("channels/mail", "");
        program.awaitRejection("it is empty");

        Files.delete(program.path("channels/mail"));

        await().until(() -> program.context.getRoute("channel-mail") == null);
        await().until(() -> program.reload.warning().isEmpty());
    }

    @Test
    void movedAwayFolderLeavesEveryChannelRunning() throws Exception {
        Files.move(program.folder.resolve("channels"), program.folder.resolve("elsewhere"));

        program.awaitRejection("mail.camel.yaml: it was deleted, but no channel would be left");
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
        assertThat(program.send("channel-chat")).isEqualTo("chat 1");
    }

    @Test
    void deletedChannelComesBackWithItsFile() throws Exception {
        Files.delete(program.path("channels/mail"));
        await().until(() -> program.context.getRoute("channel-mail") == null);

        program.write("channels/mail", ReloadProgram.channel("mail", "mail 1"));

        await().until(() -> program.endpoints().contains("direct://channel-mail"));
    }

    @Test
    void lastChannelRunsOnWhenItsFileIsDeleted() throws Exception {
        Files.delete(program.path("channels/mail"));
        await().until(() -> program.context.getRoute("channel-mail") == null);

        Files.delete(program.path("channels/chat"));

        program.awaitRejection("no channel would be left");
        assertThat(program.send("channel-chat")).isEqualTo("chat 1");
    }

    @Test
    void editedRedeliveriesTakeEffectAndConfigurationsDoNotPileUp() {
        for (int redeliveries = 1; redeliveries <= 3; redeliveries++) {
            int expected = redeliveries + 1;
            program.write("channels/mail", ReloadProgram.channel("mail", "mail " + expected, redeliveries));
            await().until(() -> program.send("channel-mail").equals("mail " + expected));

            program.recorder.failing = true;
            program.recorder.failures.set(0);
            assertThatThrownBy(() -> program.send("channel-mail")).rootCause().hasMessage("the channel is down");
            program.recorder.failing = false;

            assertThat(program.recorder.failures).hasValue(expected);
        }
        assertThat(configurations("mail-errors")).isEqualTo(1);
    }

    @Test
    void routeLeftOutByItsPreconditionIsNotThere() {
        String off = ReloadProgram.channel("mail", "x")
                .replace("group: channel", "group: channel\n    precondition: \"false\"");
        program.write("channels/mail", off);

        await().until(() -> !program.endpoints().contains("direct://channel-mail")
                && program.context.getRoute("channel-mail") == null);
        assertThat(program.reload.warning()).isEmpty();
    }

    private long configurations(String id) {
        return program
                .context
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteConfigurationDefinitions()
                .stream()
                .filter(configuration -> id.equals(configuration.getId()))
                .count();
    }
}
