package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;
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
import org.spotalert.platform.management.Login;

/** The real program with all channels, looked at in a real browser through the Hawtio that comes with it. */
@Tag("browser")
class HawtioIT {

    private static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NODES = ".react-flow__node";

    /** The group and the number of steps of each route, asked as Hawtio asks. */
    private static final String ROUTES = """
            const ask = (type, attributes) => fetch('/observe/jolokia/', {method: 'POST', body: JSON.stringify(
                {type: 'read', mbean: 'org.apache.camel:type=' + type + ',*', attribute: attributes})})
                .then(answer => answer.json()).then(answer => Object.values(answer.value));
            const done = arguments[0];
            ask('routes', ['RouteId', 'RouteGroup']).then(routes => ask('processors', ['RouteId']).then(steps =>
                done(routes.map(route => ({id: route.RouteId, group: route.RouteGroup || 'default',
                    steps: steps.filter(step => step.RouteId === route.RouteId).length})))));
            """;

    private static final String CHOOSE = """
            const item = [...document.querySelectorAll('li[role=treeitem]')].find(each => each.id.endsWith(arguments[0]));
            item?.querySelector('[id^=label-selectable]')?.click();
            """;

    /** How many exchanges each step has seen, by the ids that the diagram shows. */
    private static final String COUNTERS = """
            return Object.fromEntries([...document.querySelectorAll('.react-flow__node')].map(node =>
                [node.querySelector('.camel-node-id').innerText.replace(/.*ID: |\\)/g, ''),
                 node.querySelector('.number').innerText]));
            """;

    @TempDir
    private Path directory;

    @Test
    void everyRouteIsDrawnAndItsCountersRise() throws Exception {
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint())) {
            aws.queue("spot", 3);
            aws.cluster("blue");
            Map<String, String> settings = new HashMap<>(Variables.aws(moto.endpoint()));
            settings.putAll(Variables.of(EveryChannelStartsIT.settings(aws.topic("alerts"))));
            settings.put("SPOT_MANAGEMENT_PASSWORD", LOGIN.password());
            try (AppProcess program = AppProcess.start(settings, directory.resolve("program.log"));
                    Browser browser = Browser.start()) {
                program.awaitReady();
                assertThat(program.get("/hawtio/")).startsWith("401");
                open(browser, program.port());

                everyRouteIsDrawn(browser);

                Member member = aws.members("blue", 1).get(0);
                aws.tasks(member, "family:web", 1);
                aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
                choose(browser, new ObjectMapper().readTree("{\"group\":\"channel\",\"id\":\"channel-sns\"}"), 2);
                await("counter of the channel")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(counters(browser))
                                .anySatisfy((step, exchanges) ->
                                        assertThat(step + " " + exchanges).matches("from\\d* 1")));
            }
        }
    }

    private static void open(Browser browser, int port) {
        browser.size(1280, 900);
        browser.open("http://" + LOGIN.user() + ":" + LOGIN.password() + "@127.0.0.1:" + port + "/hawtio/user");
        browser.errors();
        browser.open("http://127.0.0.1:" + port + "/hawtio/");
        await("Hawtio").atMost(SOON).until(() -> browser.count(NODES) > 0);
        browser.run("[...document.querySelectorAll('button')].find(each => each.innerText === 'Expand all').click()");
    }

    private static void everyRouteIsDrawn(Browser browser) {
        JsonNode routes = browser.runAsync(ROUTES);
        assertThat(routes).hasSizeGreaterThan(30);
        for (JsonNode route : routes) {
            // The first node is where the route begins; steps that set headers are drawn as one.
            choose(browser, route, Math.max(2, route.path("steps").asInt()));
        }
        assertThat(browser.count(".pf-v6-c-alert.pf-m-danger, .pf-v6-c-alert.pf-m-warning"))
                .as("toasts")
                .isZero();
        assertThat(browser.errors()).allMatch(error -> error.contains("404"));
    }

    /** Chooses a route in the tree until so many nodes are drawn: Hawtio may draw the one before when that answer comes later. */
    private static void choose(Browser browser, JsonNode route, int nodes) {
        String id = route.path("id").asText();
        await(route.toString()).atMost(SOON.multipliedBy(2)).until(() -> {
            browser.run(CHOOSE, "-routes-" + route.path("group").asText() + "-" + id + "-folder");
            try {
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> browser.run("return document.querySelector('h1.pf-m-h1')?.innerText")
                                        .asText()
                                        .equals(id)
                                && browser.count(NODES) >= nodes);
                return true;
            } catch (ConditionTimeoutException again) {
                browser.run(CHOOSE, "-endpoints-folder");
                return false;
            }
        });
    }

    private static Map<String, String> counters(Browser browser) {
        Map<String, String> counters = new TreeMap<>();
        browser.run(COUNTERS)
                .properties()
                .forEach(step -> counters.put(step.getKey(), step.getValue().asText()));
        return counters;
    }
}
