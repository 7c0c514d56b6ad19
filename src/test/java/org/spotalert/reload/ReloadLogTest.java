package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.platform.health.WarningHealthCheck;

/** What the log and health say of reload edits is what has become of them. */
class ReloadLogTest {

    private static final String MAIL = ReloadProgram.channel("mail", "mail 1");

    private final AtomicBoolean routesMayStart = new AtomicBoolean(true);
    private final ReloadProgram program;
    private final WarningHealthCheck check;

    ReloadLogTest(@TempDir Path folder) {
        program = new ReloadProgram(folder);
        check = new WarningHealthCheck("route-files", program.reload::warning);
    }

    @BeforeEach
    void start() throws Exception {
        program.write("notify", ReloadProgram.stage("notify", "sent"));
        program.write("channels/mail", MAIL);
        program.write("channels/chat", ReloadProgram.channel("chat", "chat 1"));
        program.started();
        check.setCamelContext(program.context);
        program.context.addRoutePolicyFactory((context, id, route) -> new RoutePolicySupport() {
            @Override
            public void onInit(Route made) {
                if (!routesMayStart.get()) {
                    throw new IllegalStateException("the port is taken");
                }
            }
        });
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private List<String> since(int lines) {
        return program.news().subList(lines, program.news().size());
    }

    @Test
    void deletedFileIsNamedWithTheRoutesThatAreGone() throws Exception {
        int before = program.news().size();

        Files.delete(program.path("channels/mail"));

        await().until(() -> !since(before).isEmpty());
        assertThat(since(before))
                .containsExactly("channel file was deleted, its routes are gone"
                        + " [file=\"channels/mail.camel.yaml\", routes=\"[channel-mail]\"]");
    }

    @Test
    void editsOfOtherFilesWaitForTheNextStart() throws Exception {
        int before = program.news().size();

        program.write("notify", ReloadProgram.stage("notify", "sent again"));
        await().until(() -> since(before).size() == 1);
        Files.writeString(program.folder.resolve("application.properties"), "spot.cluster=blue");
        await().until(() -> since(before).size() == 2);
        Files.delete(program.path("notify"));
        await().until(() -> since(before).size() == 3);
        program.awaitChecks();

        assertThat(since(before))
                .containsExactly(
                        "file was edited: it takes effect at the next start [file=\"notify.camel.yaml\"]",
                        "file was edited: it takes effect at the next start [file=\"application.properties\"]",
                        "file was edited: it takes effect at the next start [file=\"notify.camel.yaml\"]");
        assertThat(program.send("notify")).isEqualTo("sent");
        assertThat(program.reload.warning()).isEmpty();
    }

    @Test
    void channelThatIsSwitchedOffIsNotCalledLive() {
        int before = program.news().size();

        program.write("channels/mail", MAIL.replace("group: channel", "group: channel\n    precondition: \"false\""));

        await().until(() -> !since(before).isEmpty());
        assertThat(since(before))
                .containsExactly("channel file was reloaded, its routes are switched off"
                        + " [file=\"channels/mail.camel.yaml\", routes=\"[]\"]");
    }

    @Test
    void versionBroughtBackIsSaidToRun() {
        program.write("channels/mail", "- nonsense: 1");
        program.awaitRejection("nonsense");
        int before = program.news().size();

        program.write("channels/mail", MAIL);

        await().until(() -> program.reload.warning().isEmpty());
        assertThat(since(before))
                .containsExactly("channel file is again the version that runs [file=\"channels/mail.camel.yaml\"]");
    }

    @Test
    void routesThatDoNotStartAgainAreAnErrorUntilTheyRun() {
        routesMayStart.set(false);
        program.write("channels/mail", ReloadProgram.channel("mail", "mail 2"));
        program.awaitRejection("does not start again: the port is taken");

        assertThat(program.errors())
                .singleElement()
                .asString()
                .startsWith(
                        "channel file rejected, and nothing of it runs: correct the file or bring its last version back")
                .contains("file=\"channels/mail.camel.yaml\"");
        assertThat(program.warnings()).isEmpty();
        assertThat(check.call().getMessage())
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("warning: rejected, and nothing of it runs: mail.camel.yaml: the port is taken;"));

        program.write("channels/mail", "- nonsense: 1");
        program.awaitRejection("nonsense");
        assertThat(program.errors()).hasSize(2);

        routesMayStart.set(true);
        program.write("channels/mail", MAIL);
        await().until(() -> program.reload.warning().isEmpty());
        assertThat(program.send("channel-mail")).isEqualTo("mail 1");
        assertThat(check.call()).extracting(HealthCheck.Result::getMessage).isEqualTo(Optional.empty());
    }

    @Test
    void newFileThatIsRefusedRunsInNoVersion() {
        program.write("channels/pager", "- nonsense: 1");
        program.awaitRejection("nonsense");

        assertThat(check.call().getMessage())
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("warning: rejected, and nothing of it runs: pager.camel.yaml: "));
    }
}
