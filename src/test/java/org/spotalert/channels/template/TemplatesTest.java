package org.spotalert.channels.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freemarker.template.TemplateException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.sns.SnsMessage;
import org.spotalert.model.Alert;

class TemplatesTest {

    private static final Path REAL = Path.of("templates");

    @Test
    void realTemplatesParse() {
        assertThat(new Templates(REAL).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns/message.txt.ftl", "email/message.txt.ftl", "email/message.html.ftlh"})
    void everyTemplateSaysEverythingAnEngineerNeeds(String template) throws Exception {
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

    @ParameterizedTest
    @ValueSource(strings = {"sns/message.txt.ftl", "email/message.txt.ftl", "email/message.html.ftlh"})
    void everyTemplateLeavesOutWhatATaskHasNot(String template) throws Exception {
        Alert one = Alerts.fargateTask("0123456789abcdef0123456789abcdef");
        Alert other = Alerts.fargateTask("fedcba9876543210fedcba9876543210");

        for (List<Alert> alerts : List.of(List.of(one), List.of(one, other))) {
            assertThat(render(REAL, template, Alerts.after(18).of(alerts)))
                    .contains("0123456789abcdef0123456789abcdef", "FARGATE TASK", "eu-west-1b", "orders")
                    .doesNotContainIgnoringCase("unknown")
                    .doesNotContainIgnoringCase("Spot Instance")
                    .doesNotContainIgnoringCase("container instance")
                    .doesNotContain("Auto Scaling group");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns/message.txt.ftl", "email/message.txt.ftl", "email/message.html.ftlh"})
    void everyTemplateSaysHowItEndedNotWhatWasFeared(String template) throws Exception {
        List<Alert> one = List.of(Alerts.recovered());
        List<Alert> several = List.of(Alerts.recovered(), Alerts.about(2, Alerts.recovered()));

        assertThat(render(REAL, template, Alerts.after(180).of(one)))
                .contains("3 of 3 running, 0 pending; stable again; below its minimum for about 21 s")
                .contains("2026-11-20 08:15:42 UTC")
                .doesNotContainIgnoringCase("drops below")
                .doesNotContainIgnoringCase("reclaim time");
        assertThat(render(REAL, template, Alerts.after(180).of(several))).doesNotContainIgnoringCase("reclaim time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns/message.txt.ftl", "email/message.txt.ftl", "email/message.html.ftlh"})
    void everyTemplateSaysWhenAChangeIsPlanned(String template) throws Exception {
        List<Alert> one = List.of(Alerts.scheduled(1));
        List<Alert> several = List.of(Alerts.scheduled(1), Alerts.scheduled(2));

        for (List<Alert> alerts : List.of(one, several)) {
            assertThat(render(REAL, template, Alerts.after(18).of(alerts)))
                    .contains(
                            "retirement by AWS",
                            "in blue 2026-12-05 15:10 UTC",
                            "2026-12-05 15:10:09 UTC",
                            "15 d 6 h left")
                    .containsIgnoringCase("planned time")
                    .containsIgnoringCase("EC2 instance")
                    .doesNotContainIgnoringCase("Spot Instance")
                    .doesNotContainIgnoringCase("reclaim time");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns/message.txt.ftl", "email/message.txt.ftl", "email/message.html.ftlh"})
    void everyTemplateSaysADigest(String template) throws Exception {
        String text = render(REAL, template, Alerts.after(18).of(Alerts.storm(60)));

        assertThat(text)
                .contains("60 Spot Instances", "102 s left", "2026-11-20 08:17:42 UTC", "eu-west-1a")
                .contains("on 6 instances", "60 daemon tasks", "ECS did not answer in time", "import:3")
                .contains("/ecs/v2/clusters/staging/infrastructure", Alerts.id(0), Alerts.id(59), "m6i.large")
                .doesNotContain("Auto Scaling group");
        assertThat(text.indexOf("catalogue")).isLessThan(text.indexOf("checkout"));
    }

    @ParameterizedTest
    @CsvSource({
        "sns/message.txt.ftl, 1000, 1000",
        "email/message.txt.ftl, 1000, 200",
        "email/message.html.ftlh, 1000, 200",
        "email/message.html.ftlh, 200, 200"
    })
    void eachTemplateShowsAsManyInstancesAsItsReadersBear(String template, int instances, int shown) throws Exception {
        String text = render(REAL, template, Alerts.after(18).of(Alerts.storm(instances)));
        String list = text.substring(text.toLowerCase(Locale.ROOT).indexOf("instances, worst and most urgent first"));

        assertThat(list.split("i-0[0-9a-f]{16}(?![0-9a-f\\\"])", -1)).hasSize(shown + 1);
        if (shown < instances) {
            assertThat(list).contains("and " + (instances - shown) + " more");
        } else {
            assertThat(list).doesNotContain(" more");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns/message.txt.ftl", "email/message.txt.ftl", "email/message.html.ftlh"})
    void remarksStandAboveTheRest(String template) throws Exception {
        Alert alert = Alerts.warning().alert().withRemark("Sent here because sns failed: <HTTP 404>.");

        for (List<Alert> alerts : List.of(List.of(alert), List.of(alert, Alerts.about(2, alert)))) {
            String text = render(REAL, template, Alerts.after(18).of(alerts));

            assertThat(text)
                    .contains(
                            template.endsWith("h")
                                    ? "Sent here because sns failed: &lt;HTTP 404&gt;."
                                    : "Sent here because sns failed: <HTTP 404>.");
            assertThat(text.indexOf("Sent here"))
                    .isLessThan(text.toLowerCase(Locale.ROOT).indexOf("what to do"));
        }
    }

    @Test
    void textOfAnyDigestFitsIntoSns() throws Exception {
        for (String suffix : List.of("", "\u6771".repeat(65_536))) {
            String text = new SnsMessage(false)
                    .text(render(REAL, "sns/message.txt.ftl", Alerts.after(18).of(Alerts.storm(1000, suffix))));

            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(SnsMessage.LONGEST_TEXT);
        }
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
    void htmlOfADigestEscapesForeignText() throws Exception {
        List<Alert> alerts = Alerts.storm(60, "<img src=x onerror='a()'>").stream()
                .map(alert -> alert.withRemark("remark <img src=x>"))
                .toList();

        assertThat(render(REAL, "email/message.html.ftlh", Alerts.after(18).of(alerts)))
                .doesNotContain("<img")
                .contains(
                        "production&lt;img", "m5.large&lt;img", "checkout&lt;img", "remark &lt;img", "in time&lt;img");
    }

    @Test
    void everyTemplateIsBuiltIn() throws Exception {
        try (Stream<Path> files = Files.walk(REAL)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(new Templates(REAL)
                                    .builtIn(REAL.relativize(file).toString().replace('\\', '/')))
                            .isPresent());
        }
    }

    @Test
    void brokenTemplateThatIsBuiltInDoesNotStopTheStart(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("message.txt.ftl"), "${body.");

        assertThat(new Templates(folder).problems()).isEmpty();
        assertThat(new Templates(folder).broken()).containsOnlyKeys("message.txt.ftl");
    }

    @Test
    void problemsNameTheTemplateAndTheLine(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("sns"));
        Files.writeString(folder.resolve("sns/broken.txt.ftl"), "fine\n${body.");
        Files.writeString(folder.resolve("good.ftl"), "${body.severity}");

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
