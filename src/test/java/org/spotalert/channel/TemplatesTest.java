package org.spotalert.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freemarker.template.TemplateException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

    private static final Path REAL = Path.of("templates");

    @Test
    void realTemplatesParse() {
        assertThat(new Templates(REAL).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns/message.txt.ftl", "email/message.txt.ftl", "email/message.html.ftlh"})
    void everyTemplateTellsEverythingAnEngineerNeeds(String template) throws Exception {
        AlertMessage message = Alerts.warning()
                .services(Alerts.service("orders", 3, 100), Alerts.unknownFigures("billing"))
                .tasks(Alerts.task())
                .partial("one cluster did not answer")
                .message();

        assertThat(render(REAL, template, message))
                .contains("CRITICAL", "102 s left", "2026-11-20 08:17:42 UTC", Alerts.ID, "web-1", "m5.large")
                .contains("eu-west-1b", "210987654321", "blue-asg", "DRAINING", "orders", "web:7", "abc123")
                .contains("figures unknown", "one cluster did not answer", "/ecs/v2/clusters/blue/services/orders/")
                .contains("3 h 20 min", "terminate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns/message.txt.ftl", "email/message.txt.ftl", "email/message.html.ftlh"})
    void everyTemplateCopesWithNothingKnown(String template) throws Exception {
        assertThat(render(REAL, template, Alerts.unknown("EC2 down").message())).contains("unknown", "EC2 down");
        assertThat(render(REAL, template, Alerts.rebalance().message())).contains("not announced");
    }

    @Test
    void htmlEscapesForeignTextAndPlainTextDoesNot() throws Exception {
        AlertMessage message =
                Alerts.warning().name("<img src=x onerror='a()'>").message();

        assertThat(render(REAL, "email/message.html.ftlh", message))
                .doesNotContain("<img")
                .contains("&lt;img");
        assertThat(render(REAL, "sns/message.txt.ftl", message)).contains("<img src=x onerror='a()'>");
    }

    @Test
    void problemsNameTheTemplateAndTheLine(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("sns"));
        Files.writeString(folder.resolve("sns/broken.txt.ftl"), "fine\n${body.");
        Files.writeString(folder.resolve("good.ftl"), "${body.kind}");

        assertThat(new Templates(folder).problems())
                .singleElement()
                .asString()
                .startsWith("the template sns/broken.txt.ftl is broken in line 2");
        assertThat(new Templates(folder.resolve("none")).problems())
                .singleElement()
                .asString()
                .contains("does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${'freemarker.template.utility.Execute'?new()}", "${body?api.class}", "${body.nothing}"})
    void templatesReachNoJavaAndUnknownNamesFail(String source, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("bad.ftl"), source);

        assertThatThrownBy(() -> render(folder, "bad.ftl", Alerts.warning().message()))
                .isInstanceOf(TemplateException.class);
    }

    private static String render(Path folder, String template, AlertMessage message) throws Exception {
        StringWriter out = new StringWriter();
        new Templates(folder).configuration().getTemplate(template).process(Map.of("body", message), out);
        return out.toString();
    }
}
