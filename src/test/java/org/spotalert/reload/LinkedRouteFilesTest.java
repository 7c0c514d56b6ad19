package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.platform.settings.RouteFolder;

/** Folders that are links, and the links that a Kubernetes ConfigMap is mounted as. */
class LinkedRouteFilesTest {

    @TempDir
    private Path directory = Path.of("");

    /** Mounts a version as kubelet does: files in a hidden folder of their own, a link to it that is swapped in one step. */
    private static void mount(Path folder, String version, String file, String text) throws IOException {
        Path hidden = Files.createDirectories(folder.resolve("..2026_" + version));
        Files.writeString(hidden.resolve(file), text);
        Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), hidden.getFileName());
        Files.move(
                swapped, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (!Files.exists(folder.resolve(file))) {
            Files.createSymbolicLink(folder.resolve(file), Path.of("..data", file));
        }
    }

    private static void unmount(Path folder, String version, String file) throws IOException {
        Files.delete(folder.resolve("..2026_" + version).resolve(file));
        Files.delete(folder.resolve("..2026_" + version));
    }

    @Test
    void configMapIsLiveWhenItsLinkIsSwapped() throws Exception {
        Path channels = Files.createDirectories(directory.resolve("channels"));
        try (ReloadProgram program = new ReloadProgram(directory)) {
            program.write("notify", ReloadProgram.stage("notify", "sent"));
            mount(channels, "1", "mail.camel.yaml", ReloadProgram.channel("mail", "mail 1"));
            program.started("notify", "channels/mail");
            assertThat(program.send("channel-mail")).isEqualTo("mail 1");

            mount(channels, "2", "mail.camel.yaml", ReloadProgram.channel("mail", "mail 2"));
            unmount(channels, "1", "mail.camel.yaml");
            await().until(() -> program.send("channel-mail").equals("mail 2"));

            mount(channels, "3", "chat.camel.yaml", ReloadProgram.channel("chat", "chat 1"));
            Files.delete(channels.resolve("mail.camel.yaml"));
            unmount(channels, "2", "mail.camel.yaml");
            await().until(() -> program.context.getRoute("channel-mail") == null);
            assertThat(program.send("channel-chat")).isEqualTo("chat 1");
            assertThat(program.reload.warning()).isEmpty();
        }
    }

    @Test
    void startFindsEachFileOnceBehindLinks() throws Exception {
        Path real = Files.createDirectories(directory.resolve("real/channels"));
        mount(real, "1", "mail.camel.yaml", ReloadProgram.channel("mail", "mail 1"));
        Files.writeString(real.resolveSibling("notify.camel.yaml"), ReloadProgram.stage("notify", "sent"));
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("chat.camel.yaml"), ReloadProgram.channel("chat", "chat 1"));
        Files.createSymbolicLink(real.resolve("team"), elsewhere);
        Files.createSymbolicLink(elsewhere.resolve("loop"), real);
        Files.createSymbolicLink(real.resolve("dangling.camel.yaml"), Path.of("gone"));
        Path routes = Files.createSymbolicLink(directory.resolve("routes"), Path.of("real"));

        try (DefaultCamelContext context = new DefaultCamelContext();
                RouteFileScan scan = new RouteFileScan()) {
            scan.setCamelContext(context);
            assertThat(scan.findResources("file:" + routes + "/**/*.camel.yaml"))
                    .extracting(Resource::getLocation)
                    .containsExactlyInAnyOrder(
                            "file:" + routes + "/notify.camel.yaml",
                            "file:" + routes + "/channels/mail.camel.yaml",
                            "file:" + routes + "/channels/team/chat.camel.yaml");
            assertThat(scan.findResources("file:" + routes + "/channels/*.camel.yaml"))
                    .hasSize(1);
        }
        assertThat(new RouteFolder(routes).files()).hasSize(3);
    }

    @Test
    void misnamedFileIsSaidOnceWithTheRightName() throws Exception {
        try (ReloadProgram program = new ReloadProgram(directory)) {
            program.write("notify", ReloadProgram.stage("notify", "sent"));
            program.write("channels/mail", ReloadProgram.channel("mail", "mail 1"));
            Files.writeString(directory.resolve("channels/slack.yaml"), "anything");
            program.started("notify", "channels/mail");
            Files.writeString(directory.resolve("channels/teams.camel.yml"), "anything");
            program.awaitChecks();

            await().until(() -> program.warnings().size() == 2);
            assertThat(program.warnings())
                    .extracting(line -> line.replace(" null", ""))
                    .containsExactly(
                            "channels/slack.yaml is not read: the names of route files end with .camel.yaml; name it"
                                    + " slack.camel.yaml",
                            "channels/teams.camel.yml is not read: the names of route files end with .camel.yaml; name it"
                                    + " teams.camel.yaml");
        }
        assertThat(new RouteFolder(directory).misnamed())
                .hasSize(2)
                .isEqualTo(List.copyOf(new RouteFolder(directory).misnamed()));
    }
}
