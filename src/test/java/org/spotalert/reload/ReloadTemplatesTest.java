package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels that are made from a template, edited while the program runs. */
class ReloadTemplatesTest {

    private final ReloadProgram program;

    ReloadTemplatesTest(@TempDir Path folder) {
        program = new ReloadProgram(folder);
    }

    @BeforeEach
    void start() throws Exception {
        program.write("notify", ReloadProgram.stage("notify", "sent"));
        program.write("templates/paper", template("paper 1"));
        program.write("channels/mail", made("mail"));
        program.write("channels/chat", ReloadProgram.channel("chat", "chat 1"));
        program.started("channels/mail", "templates/paper", "notify", "channels/chat");
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void channelMadeFromATemplateAtTheStartDelivers() {
        assertThat(program.endpoints()).contains("direct://channel-mail");
        assertThat(program.send("channel-mail")).isEqualTo("mail: paper 1");
    }

    @Test
    void furtherChannelIsAFewLines() {
        program.write("channels/letter", made("letter"));

        await().until(() -> program.endpoints().contains("direct://channel-letter"));
        assertThat(program.send("channel-letter")).isEqualTo("letter: paper 1");
        assertThat(program.send("channel-mail")).isEqualTo("mail: paper 1");
    }

    @Test
    void editedChannelIsMadeAnewAlone() {
        program.write("channels/letter", made("letter"));
        await().until(() -> program.context.getRoute("channel-letter") != null);
        var neighbour = program.context.getRoute("channel-letter");

        program.write("channels/mail", ReloadProgram.channel("mail", "mail 1"));

        await().until(() -> program.send("channel-mail").equals("mail 1"));
        assertThat(program.context.getRoute("channel-letter")).isSameAs(neighbour);
    }

    @Test
    void channelWhoseParameterIsNotItsNameIsRefused() {
        program.write("channels/mail", made("mail").replace("value: mail", "value: post"));

        program.awaitRejection("channel-mail does not take its alerts from direct:channel-mail");
        assertThat(program.send("channel-mail")).isEqualTo("mail: paper 1");
    }

    @Test
    void deletedChannelIsGoneAndItsTemplateStays() throws IOException {
        Files.delete(program.path("channels/mail"));

        await().until(() -> program.context.getRoute("channel-mail") == null);
        program.write("channels/letter", made("letter"));
        await().until(() -> program.send("channel-letter").equals("letter: paper 1"));
    }

    @Test
    void channelThatNamesNoTemplateOrLacksAParameterIsRefused() {
        program.write("channels/mail", made("mail").replace("Ref: paper", "Ref: stone"));
        program.awaitRejection("Cannot find RouteTemplate with id stone");

        program.write("channels/mail", made("mail").replace("name: channel", "name: chanel"));
        program.awaitRejection("the following mandatory parameters must be provided: channel");

        program.write("channels/mail", made("mail").replace("    routeId: channel-mail\n", ""));
        program.awaitRejection("a route has no id");
        assertThat(program.send("channel-mail")).isEqualTo("mail: paper 1");
    }

    @Test
    void fileMayBringItsOwnTemplate() {
        program.write(
                "channels/stone",
                template("stone 1").replace("paper-errors", "stone-errors").replace("id: paper", "id: stone")
                        + made("stone").replace("Ref: paper", "Ref: stone"));
        await().until(() -> program.context.getRoute("channel-stone") != null);

        program.write(
                "channels/stone",
                template("stone 2").replace("paper-errors", "stone-errors").replace("id: paper", "id: stone")
                        + made("stone").replace("Ref: paper", "Ref: stone"));

        await().until(() -> program.send("channel-stone").equals("stone: stone 2"));
    }

    private static String made(String channel) {
        return String.format(Locale.ROOT, """
                - templatedRoute:
                    routeTemplateRef: paper
                    routeId: channel-%1$s
                    parameters:
                      - name: channel
                        value: %1$s
                """, channel);
    }

    static String template(String says) {
        return """
                - routeConfiguration:
                    id: paper-errors
                    errorHandler:
                      defaultErrorHandler:
                        redeliveryPolicy:
                          maximumRedeliveries: 0
                          redeliveryDelay: "1"
                - routeTemplate:
                    id: paper
                    parameters:
                      - name: channel
                    route:
                      description: Delivers on paper.
                      group: channel
                      routeConfigurationId: paper-errors
                      from:
                        uri: direct:channel-{{channel}}
                        steps:
                          - bean:
                              id: record-paper
                              ref: recorder
                              method: "record('{{channel}}: SAYS')"
                """.replace("SAYS", says);
    }
}
