package org.spotalert;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Browser;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.model.Incident;
import org.spotalert.pipeline.page.Incidents30Days;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.management.Login;

/** Makes the pictures of page and Hawtio in the documents anew, where {@code -Dpictures=docs/images} says so. */
@Tag("browser")
class PicturesIT {

    private static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");
    private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/pictures"));
    private static final long MOST_BYTES = 150_000;
    private static final String HAWTIO_ROUTE = """
            const item = [...document.querySelectorAll('li[role=treeitem]')].find(each => each.id.endsWith('-routes-pipeline-deliver-folder'));
            item?.querySelector('[id^=label-selectable]')?.click();
            return Boolean(item);
            """;

    /** How many steps that something went through a reader sees: they are hidden, and elsewhere, until all have their places. */
    private static final String HAWTIO_STEPS = """
            return [...document.querySelectorAll('.react-flow__node')].filter(each => {
              const { x, y } = each.getBoundingClientRect();
              return each.querySelector('.number').innerText > 0
                && each.checkVisibility({ visibilityProperty: true })
                && document.elementFromPoint(x + 20, y + 20)?.closest('.react-flow__node') === each;
            }).length;
            """;

    @TempDir
    private Path directory;

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());

    @Test
    void page() throws Exception {
        aws.queue("spot", 5);
        List<Incident> incidents = new Incidents30Days(Instant.now()).all(600);
        String recovered = incidents.stream()
                .filter(any -> any.recovery() != null && any.recovery().result() != null)
                .findFirst()
                .orElseThrow()
                .key();
        Map<String, String> settings = Map.of(
                "spot.queue",
                "spot",
                "spot.management.password",
                LOGIN.password(),
                "spot.channel.sns.enabled",
                "true",
                "spot.channel.sns.topic-arn",
                aws.topic("alerts"));
        try (Program program = Program.start(moto.endpoint(), settings);
                Browser browser = Browser.start()) {
            StoreAccess store =
                    requireNonNull(program.context().getRegistry().lookupByNameAndType("store", StoreAccess.class));
            await("the store").atMost(Duration.ofMinutes(1)).until(store::isOpen);
            store.ask(open -> open.incidents().save(incidents));
            int port = program.management("/").getPort();
            picture(browser, port, "/spot/", "page-now", 700);
            picture(browser, port, "/spot/page/incident?key=" + recovered, "page-incident", 800);
            picture(browser, port, "/spot/page/plots?since=30d", "page-plots", 800);
            browser.dark(true);
            picture(browser, port, "/spot/", "page-now-dark", 700);
        } finally {
            close();
        }
    }

    @Test
    void hawtio() throws Exception {
        aws.queue("spot", 5);
        aws.cluster("blue");
        Map<String, String> settings = new HashMap<>(Variables.aws(moto.endpoint()));
        settings.putAll(Variables.sns(aws.topic("alerts")));
        settings.put("SPOT_MANAGEMENT_PASSWORD", LOGIN.password());
        try (AppProcess program = AppProcess.start(settings, directory.resolve("program.log"));
                Browser browser = Browser.start()) {
            program.awaitReady();
            Member member = aws.members("blue", 1).get(0);
            aws.tasks(member, "family:web", 1);
            aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
            browser.size(1280, 800);
            browser.open(address(program.port(), "/hawtio/user"));
            browser.open("http://127.0.0.1:" + program.port() + "/hawtio/");
            await("Hawtio").atMost(Duration.ofMinutes(1)).until(() -> browser.count(".react-flow__node") > 0);
            browser.run(
                    "[...document.querySelectorAll('button')].find(each => each.innerText === 'Expand all').click()");
            await("the tree").atMost(Duration.ofMinutes(1)).until(() -> browser.run(HAWTIO_ROUTE), JsonNode::asBoolean);
            await("the route")
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> browser.run("return document.querySelector('h1.pf-m-h1')?.innerText")
                                    .asText()
                                    .equals("deliver")
                            && browser.run(HAWTIO_STEPS).asInt() > 3);
            small(browser.view(PICTURES.resolve("hawtio.png")));
        } finally {
            close();
        }
    }

    private static void picture(Browser browser, int port, String path, String name, int height) throws IOException {
        browser.devTools("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        browser.size(1280, height);
        browser.open(address(port, path));
        small(browser.view(PICTURES.resolve(name + ".png")));
        browser.size(390, 844);
        browser.open(address(port, path));
        small(browser.view(PICTURES.resolve(name + "-390.png")));
    }

    private static String address(int port, String path) {
        return "http://" + LOGIN.user() + ":" + LOGIN.password() + "@127.0.0.1:" + port + path;
    }

    private static void small(Path picture) throws IOException {
        assertThat(Files.size(picture)).as(picture.toString()).isLessThan(MOST_BYTES);
    }

    private void close() {
        aws.close();
        moto.close();
    }
}
