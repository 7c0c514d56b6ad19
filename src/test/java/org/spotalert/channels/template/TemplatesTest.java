package org.spotalert.channels.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freemarker.template.TemplateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.Alert;

class TemplatesTest {

    private static final Path REAL = Path.of("templates");

    @Test
    void realTemplatesParse() {
        assertThat(new Templates(REAL).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html"})
    void everyTemplateSaysEverythingAnEngineerNeeds(String form) {
        AlertMessage message = Alerts.warning()
                .services(Alerts.service("orders", 3, 100), Alerts.unknownFigures("billing"))
                .tasks(Alerts.task())
                .partial("one cluster did not answer")
                .message();

        assertThat(said(form, message))
                .contains("CRITICAL", "102 s left", "2026-11-20 08:17:42 UTC", Alerts.ID, "web-1", "m5.large")
                .contains("eu-west-1b", "210987654321", "blue-asg", "DRAINING", "orders", "import:3", "abc123")
                .contains("figures unknown", "one cluster did not answer", "/ecs/v2/clusters/blue/services/orders/")
                .contains("3 h 20 min", "terminate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html"})
    void everyTemplateCopesWithNothingKnown(String form) throws Exception {
        assertThat(said(form, Alerts.unknown("EC2 down").message())).contains("impact unknown", "EC2 down");
        assertThat(said(form, Alerts.rebalance().message())).contains("not announced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html"})
    void everyTemplateLeavesOutWhatATaskHasNot(String form) throws Exception {
        Alert one = Alerts.fargateTask("0123456789abcdef0123456789abcdef");
        Alert other = Alerts.fargateTask("fedcba9876543210fedcba9876543210");

        for (List<Alert> alerts : List.of(List.of(one), List.of(one, other))) {
            assertThat(said(form, Alerts.after(18).of(alerts)))
                    .contains("0123456789abcdef0123456789abcdef", "eu-west-1b", "orders")
                    .containsIgnoringCase("Fargate task")
                    .doesNotContainIgnoringCase("unknown")
                    .doesNotContainIgnoringCase("Spot Instance")
                    .doesNotContainIgnoringCase("container instance")
                    .doesNotContain("Auto Scaling group");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html"})
    void everyTemplateSaysHowItEndedNotWhatWasFeared(String form) throws Exception {
        List<Alert> one = List.of(Alerts.recovered());
        List<Alert> several = List.of(Alerts.recovered(), Alerts.about(2, Alerts.recovered()));

        assertThat(said(form, Alerts.after(180).of(one)))
                .contains("3 of 3 running, 0 pending; stable again; below its minimum for about 21 s")
                .contains("2026-11-20 08:15:42 UTC")
                .doesNotContainIgnoringCase("drops below")
                .doesNotContainIgnoringCase("reclaim time");
        assertThat(said(form, Alerts.after(180).of(several))).doesNotContainIgnoringCase("reclaim time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html"})
    void everyTemplateSaysWhenAChangeIsPlanned(String form) throws Exception {
        List<Alert> one = List.of(Alerts.scheduled(1));
        List<Alert> several = List.of(Alerts.scheduled(1), Alerts.scheduled(2));

        for (List<Alert> alerts : List.of(one, several)) {
            assertThat(said(form, Alerts.after(18).of(alerts)))
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
    @ValueSource(strings = {"text", "html"})
    void everyTemplateSaysADigest(String form) throws Exception {
        String text = said(form, Alerts.after(18).of(Alerts.storm(60)));

        assertThat(text)
                .contains("60 Spot Instances", "102 s left", "2026-11-20 08:17:42 UTC", "eu-west-1a")
                .contains("on 6 instances", "60 daemon tasks", "ECS did not answer in time", "import:3")
                .contains("/ecs/v2/clusters/staging/infrastructure", Alerts.id(0), Alerts.id(59), "m6i.large")
                .doesNotContain("Auto Scaling group");
        assertThat(text.indexOf("catalogue")).isLessThan(text.indexOf("checkout"));
    }

    @ParameterizedTest
    @CsvSource({"text, 1000, 1000", "html, 1000, 1000", "text, 15, 15"})
    void everyInstanceOfADigestIsNamed(String form, int instances, int shown) {
        String text = said(form, Alerts.after(18).of(Alerts.storm(instances)));
        String list = text.substring(text.toLowerCase(Locale.ROOT).indexOf("instances, worst and most urgent first"));

        assertThat(IntStream.range(0, instances).filter(number -> list.contains(Alerts.id(number))))
                .hasSize(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html"})
    void remarksStandAboveTheRest(String form) throws Exception {
        Alert alert = Alerts.warning().alert().withRemark("Sent here because sns failed: <HTTP 404>.");

        for (List<Alert> alerts : List.of(List.of(alert), List.of(alert, Alerts.about(2, alert)))) {
            String text = said(form, Alerts.after(18).of(alerts));

            assertThat(text)
                    .contains(
                            form.equals("html")
                                    ? "Sent here because sns failed: &lt;HTTP 404&gt;."
                                    : "Sent here because sns failed: <HTTP 404>.");
            assertThat(text.indexOf("Sent here"))
                    .isLessThan(text.toLowerCase(Locale.ROOT).indexOf("what to do"));
        }
    }

    @Test
    void htmlAndMarkdownEscapeForeignTextAndPlainTextDoesNot() {
        AlertMessage message =
                Alerts.warning().name("<img src=x onerror='a()'> *b*").message();

        assertThat(said("html", message)).doesNotContain("<img").contains("&lt;img");
        assertThat(said("text", message)).contains("<img src=x onerror='a()'> *b*");
        assertThat(Rendered.markdown(message)).contains("\\<img src\\=x onerror\\=\\'a\\(\\)\\'\\> \\*b\\*");
    }

    @Test
    void htmlOfADigestEscapesForeignText() {
        List<Alert> alerts = Alerts.storm(60, "<img src=x onerror='a()'>").stream()
                .map(alert -> alert.withRemark("remark <img src=x>"))
                .toList();

        assertThat(said("html", Alerts.after(18).of(alerts)))
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
        Files.writeString(folder.resolve("message.md.ftl"), "${body.");

        assertThat(new Templates(folder).problems()).isEmpty();
        assertThat(new Templates(folder).broken()).containsOnlyKeys("message.md.ftl");
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

        assertThatThrownBy(() -> Rendered.render(
                        folder, "bad.ftl", Map.of("body", Alerts.warning().message())))
                .hasCauseInstanceOf(TemplateException.class);
    }

    private static String said(String form, AlertMessage message) {
        return form.equals("html") ? Rendered.html(message) : PlainText.of(Rendered.layout(message));
    }
}
