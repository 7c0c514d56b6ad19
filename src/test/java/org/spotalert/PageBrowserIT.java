package org.spotalert;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.Browser;
import org.spotalert.local.MotoServer;
import org.spotalert.model.Incident;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Scope;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.page.Incidents30Days;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.management.Login;

/** The incident page in a real Chromium, at the width of a phone and of a desktop. */
@Tag("browser")
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
        shown = incidents.get(0);
        StoreAccess store =
                requireNonNull(program.context().getRegistry().lookupByNameAndType("store", StoreAccess.class));
        Instant now = Instant.now();
        store.ask(any -> any.incidents().save(incidents));
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

    private static String address(String path) {
        URI open = program.management(path);
        return "http://" + LOGIN.user() + ":" + LOGIN.password() + "@127.0.0.1:" + open.getPort() + path;
    }

    @ParameterizedTest
    @CsvSource({"390, 844", "1280, 900"})
    void viewsFit(int width, int height) {
        Map<String, String> views = Map.of(
                "now", "/spot/page/now",
                "history", "/spot/page/history?since=30d",
                "incident", "/spot/page/incident?key=" + shown.key(),
                "plots", "/spot/page/plots?since=30d",
                "channels", "/spot/page/channels?since=30d",
                "silences", "/spot/page/silences");
        browser.size(width, height);
        views.forEach((name, path) -> {
            for (boolean dark : new boolean[] {false, true}) {
                browser.dark(dark);
                browser.open(address(path));
                browser.picture(PICTURES.resolve(name + "-" + width + (dark ? "-dark" : "") + ".png"));
                assertThat(browser.errors()).isEmpty();
            }
        });
    }
}
