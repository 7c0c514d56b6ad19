package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels that are made from a template, edited while the program runs. */
class LiveTemplatesTest {

    private final LiveProgram program;

    LiveTemplatesTest(@TempDir Path folder) {
        program = new LiveProgram(folder);
    }

    @BeforeEach
    void start() throws Exception {
        program.write("notify", LiveProgram.stage("notify", "told"));
        program.write("templates/paper", template("paper 1"));
        program.write("channels/mail", made("mail"));
        program.write("channels/chat", LiveProgram.channel("chat", "chat 1"));
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

        program.write("channels/mail", LiveProgram.channel("mail", "mail 1"));

        await().until(() -> program.send("channel-mail").equals("mail 1"));
        assertThat(program.context.getRoute("channel-letter")).isSameAs(neighbour);
    }

    @Test
    void channelWhoseParameterIsNotItsNameIsRefused() {
        program.write("channels/mail", made("mail").replace("value: mail", "value: post"));

        program.awaitRefusal("channel-mail does not take its alerts from direct:channel-mail");
        assertThat(program.send("channel-mail")).isEqualTo("mail: paper 1");
    }

    @Test
    void templateThatWouldRenameItsChannelsIsRefused() {
        program.write("templates/paper", template("paper 2").replace("direct:channel-", "direct:canal-"));

        program.awaitRefusal("templates/paper.camel.yaml the channel's route channel-mail does not take its alerts");
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
    void editedTemplateReplacesEveryChannelMadeFromIt() {
        program.write("channels/letter", made("letter"));
        await().until(() -> program.context.getRoute("channel-letter") != null);
        var neighbour = program.context.getRoute("channel-chat");

        program.write("templates/paper", template("paper 2"));

        await().until(() -> program.send("channel-mail").equals("mail: paper 2"));
        assertThat(program.send("channel-letter")).isEqualTo("letter: paper 2");
        assertThat(program.context.getRoute("channel-chat")).isSameAs(neighbour);
        assertThat(model().getRouteTemplateDefinitions()).hasSize(1);
        assertThat(model().getRouteConfigurationDefinitions()).hasSize(2);
        assertThat(program.endpoints()).hasSize(3);
    }

    @Test
    void editedTemplateTakesItsRetriesAlong() {
        program.recorder.failing = true;

        program.write(
                "templates/paper", template("paper 2").replace("maximumRedeliveries: 0", "maximumRedeliveries: 2"));

        await().untilAsserted(() -> {
            program.recorder.failures.set(0);
            assertThat(program.fails("channel-mail")).isTrue();
            assertThat(program.recorder.failures).hasValue(3);
        });
    }

    @Test
    void templateThatDoesNotStartIsRefusedAsAWhole() {
        program.write("channels/letter", made("letter"));
        await().until(() -> program.context.getRoute("channel-letter") != null);

        program.write("templates/paper", template("paper 2").replace("ref: recorder", "ref: nobody"));

        program.awaitRefusal("templates/paper.camel.yaml");
        assertThat(program.send("channel-mail")).isEqualTo("mail: paper 1");
        assertThat(program.send("channel-letter")).isEqualTo("letter: paper 1");
        assertThat(model().getRouteTemplateDefinitions()).hasSize(1);
    }

    @Test
    void templateWithoutTheGroupWouldTakeChannelsAway() {
        program.write("templates/paper", template("paper 2").replace("group: channel", "group: chanel"));

        program.awaitRefusal("none of its routes is in the group channel");
        assertThat(program.send("channel-mail")).isEqualTo("mail: paper 1");
    }

    @Test
    void templateThatIsUsedIsNeitherRenamedNorDeleted() throws IOException {
        program.write("templates/paper", template("paper 2").replace("id: paper\n", "id: papers\n"));
        program.awaitRefusal("the pipeline needs the route templates [paper]");

        Files.delete(program.path("templates/paper"));
        program.awaitRefusal("it was deleted, but other files need its route templates");

        assertThat(program.send("channel-mail")).isEqualTo("mail: paper 1");
    }

    @Test
    void templateThatNothingUsesMayGo() throws IOException {
        program.write("channels/mail", LiveProgram.channel("mail", "mail 1"));
        await().until(() -> program.send("channel-mail").equals("mail 1"));

        Files.delete(program.path("templates/paper"));

        await().until(() -> model().getRouteTemplateDefinitions().isEmpty());
        assertThat(program.live.refusals()).isEmpty();
    }

    @Test
    void channelThatNamesNoTemplateOrLacksAParameterIsRefused() {
        program.write("channels/mail", made("mail").replace("Ref: paper", "Ref: stone"));
        program.awaitRefusal("there is no route template stone");

        program.write("channels/mail", made("mail").replace("name: channel", "name: chanel"));
        program.awaitRefusal("the following mandatory parameters must be provided: channel");

        program.write("channels/mail", made("mail").replace("    routeId: channel-mail\n", ""));
        program.awaitRefusal("a route has no id");
        assertThat(program.send("channel-mail")).isEqualTo("mail: paper 1");
    }

    @Test
    void channelWaitsForItsTemplate() {
        program.write("channels/stone", made("stone").replace("Ref: paper", "Ref: stone"));
        program.awaitRefusal("there is no route template stone");

        program.write(
                "templates/stone",
                template("stone 1").replace("paper-errors", "stone-errors").replace("id: paper", "id: stone"));

        await().until(() -> program.endpoints().contains("direct://channel-stone"));
        assertThat(program.send("channel-stone")).isEqualTo("stone: stone 1");
        await().until(() -> program.live.refusals().isEmpty());
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

    private Model model() {
        return program.context.getCamelContextExtension().getContextPlugin(Model.class);
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
