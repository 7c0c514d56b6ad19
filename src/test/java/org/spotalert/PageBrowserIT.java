package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.Browser;
import org.spotalert.local.MotoServer;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Incident;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Samples;
import org.spotalert.model.Scope;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.page.Incidents30Days;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.management.Login;

/** The incident page in a real Chromium, at the width of a phone and of a desktop. */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageBrowserIT {

    private static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");
    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final Path PICTURES = Path.of("target", "page");

    private static Program program;
    private static Browser browser;
    private static Incident shown;

    @BeforeAll
    static void start() throws Exception {
        AWS.queue("spot", 5);
        program = Program.start(
                MOTO.endpoint(),
                Map.of(
                        "spot.queue", "spot",
                        "spot.management.password", LOGIN.password(),
                        "spot.channel.sns.enabled", "true",
                        "spot.channel.sns.topic-arn", AWS.topic("alerts"),
                        "spot.maintenance-windows", "daily 02:00-04:00 Europe/Berlin"));
        List<Incident> incidents = new Incidents30Days(Instant.now()).all(600);
        shown = incidents.stream()
                .filter(any ->
                        any.recovery() != null && any.notifications().stream().anyMatch(sent -> !sent.sent()))
                .findFirst()
                .orElseThrow();
        StoreAccess store =
                requireNonNull(program.context().getRegistry().lookupByNameAndType("store", StoreAccess.class));
        Instant now = Instant.now();
        save(incidents);
        store.ask(any -> {
            any.silences()
                    .add(new Silence(
                            "0a1b2c3d",
                            new Scope(List.of(), List.of(), NamePattern.list("batch"), List.of()),
                            "jane",
                            "load test of the nightly import",
                            now,
                            now.plus(Duration.ofHours(2))));
            return true;
        });
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
        program.close();
        AWS.close();
        MOTO.close();
    }

    private static StoreAccess store() {
        return requireNonNull(program.context().getRegistry().lookupByNameAndType("store", StoreAccess.class));
    }

    private static void save(List<Incident> incidents) {
        store().ask(any -> any.incidents().save(incidents));
    }

    private static String address(String path) {
        URI open = program.management(path);
        return "http://" + LOGIN.user() + ":" + LOGIN.password() + "@127.0.0.1:" + open.getPort() + path;
    }

    private static Map<String, String> views(Incident incident) {
        return Map.of(
                "now", "/spot/",
                "history", "/spot/page/history?since=30d",
                "incident", "/spot/page/incident?key=" + incident.key(),
                "plots", "/spot/page/plots?since=30d",
                "channels", "/spot/page/channels?since=30d",
                "silences", "/spot/page/silences");
    }

    @BeforeEach
    void forgetErrors() {
        browser.errors();
    }

    /** Nothing is refused by the browser, nothing is wider than the screen, and axe has nothing serious to say. */
    @ParameterizedTest
    @Order(1) // The pictures show no hostile names.
    @CsvSource({"390, 844, false", "390, 844, true", "1280, 900, false", "1280, 900, true"})
    void viewsFitAndAreAccessible(int width, int height, boolean dark) throws Exception {
        String axe = Files.readString(AxeCore.script());
        browser.size(width, height);
        browser.dark(dark);
        for (Map.Entry<String, String> view : views(shown).entrySet()) {
            browser.open(address(view.getValue()));
            browser.picture(PICTURES.resolve(view.getKey() + "-" + width + (dark ? "-dark" : "") + ".png"));

            assertThat(browser.errors()).isEmpty();
            assertThat(browser.run("return document.documentElement.scrollWidth")
                            .asInt())
                    .as(view.getKey())
                    .isLessThanOrEqualTo(width);
            browser.run(axe);
            assertThat(browser.runAsync("const done = arguments[arguments.length - 1]; axe.run().then(result => done("
                                    + "result.violations.filter(one => one.impact == 'serious' || one.impact == 'critical')"
                                    + ".map(one => one.id + ': ' + one.nodes[0].html)))")
                            .toString())
                    .as(view.getKey())
                    .isEqualTo("[]");
        }
    }

    @Test
    void hostileNamesRunNothing() {
        String hostile =
                "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>\u202E" + "x".repeat(65_536);
        Incident incident = Incident.of(
                Samples.warning()
                        .id("i-1")
                        .noticedAt(Instant.now())
                        .zone(hostile)
                        .cluster(hostile)
                        .services(Samples.service(hostile))
                        .decision(Verdict.SEND, Rule.TASKS_LOST, hostile)
                        .alert(),
                Instant.now());
        save(List.of(incident));
        browser.size(390, 844);

        views(incident).forEach((name, path) -> {
            browser.open(address(path));
            assertThat(browser.run("return typeof window.ran").asText())
                    .as(name)
                    .isEqualTo("undefined");
            assertThat(browser.count("script, img")).as(name).isZero();
            assertThat(browser.run("return document.documentElement.scrollWidth")
                            .asInt())
                    .as(name)
                    .isLessThanOrEqualTo(390);
            assertThat(browser.errors()).as(name).isEmpty();
        });
        browser.open(address("/spot/"));
        assertThat(browser.text()).contains("<script>window.ran = 1</script>");
    }

    @Test
    void silenceIsSetAndEndedByTheForms() {
        browser.size(1280, 900);
        browser.open(address("/spot/page/silences"));
        browser.type("[name=for]", "2h");
        browser.type("[name=owner]", "jane");
        browser.type("[name=reason]", "clicked");
        browser.type("[name=cluster]", "clicked-*");
        browser.click("main form.filter button");
        await("the silence")
                .untilAsserted(() -> assertThat(browser.text()).contains("The silence is set.", "cluster clicked-*"));

        browser.click("[aria-label*='End the silence']");
        await("its end").untilAsserted(() -> assertThat(browser.text()).contains("The silence is ended."));
        assertThat(browser.errors()).isEmpty();
    }

    /** The browser would add the login to what a foreign page asks for: it is refused, and nothing is silenced. */
    @Test
    void formOfAnotherSiteIsRefused() throws Exception {
        WireMockServer elsewhere = new WireMockServer(wireMockConfig().dynamicPort());
        elsewhere.start();
        try {
            elsewhere.stubFor(any(anyUrl())
                    .willReturn(ok("<form method=post action='"
                                    + program.management("/spot/page/silences") + "'><input name=token value='"
                                    + LOGIN.formToken()
                                    + "'><input name=for value=2h><input name=owner value=foreign><input name=reason value=x>"
                                    + "<button>go</button></form>")
                            .withHeader("Content-Type", "text/html")));
            browser.open(address("/spot/"));
            browser.open("http://localhost:" + elsewhere.port() + "/");
            browser.click("button");

            await("the refusal")
                    .untilAsserted(() -> assertThat(browser.text()).contains("pages of another site may not ask here"));
            browser.open(address("/spot/page/silences"));
            assertThat(browser.text()).doesNotContain("foreign");
        } finally {
            elsewhere.stop();
        }
    }

    @Test
    void wrongPasswordSeesNothing() {
        try (Browser stranger = Browser.start()) {
            stranger.open(address("/spot/").replace(LOGIN.password(), "a-wrong-password-xyz"));
            assertThat(stranger.text()).doesNotContain("Open interruptions");
            stranger.open(program.management("/spot/").toString());
            assertThat(stranger.text()).doesNotContain("Open interruptions");
        }
    }
}
