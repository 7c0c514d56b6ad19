package org.spotalert;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String NODES = ".react-flow__node";

    /** The group, the beginning's id and the ids of the steps of each route, asked as Hawtio asks. It does not draw marshal. */
    private static final String ROUTES = """
            const ask = request => fetch('/observe/jolokia/', {method: 'POST', body: JSON.stringify(request)})
                .then(answer => answer.json()).then(answer => answer.value);
            const read = (type, attributes) => ask({type: 'read', mbean: 'org.apache.camel:type=' + type + ',*',
                attribute: attributes}).then(Object.values);
            const name = 'spot-interruption-alerts';
            const done = arguments[0];
            ask({type: 'exec', operation: 'dumpRoutesAsXml()',
                mbean: `org.apache.camel:context=${name},type=context,name="${name}"`}).then(xml => {
                const drawn = new DOMParser().parseFromString(xml, 'text/xml');
                read('routes', ['RouteId', 'RouteGroup']).then(routes => read('processors', ['RouteId', 'ProcessorId',
                    'NodePrefixId']).then(steps => done(routes.map(route => ({id: route.RouteId,
                        group: route.RouteGroup || 'default',
                        first: drawn.querySelector(`route[id="${route.RouteId}"] > from`).id,
                        steps: steps.filter(step => step.RouteId === route.RouteId)
                            .map(step => step.ProcessorId.slice((step.NodePrefixId || '').length))
                            .filter(step => !drawn.querySelector(`route[id="${route.RouteId}"] marshal[id="${step}"]`))})))));
            });
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
                JsonNode routes = open(browser, program.port());
                everyRouteIsDrawn(browser, routes);
                JsonNode sns = StreamSupport.stream(routes.spliterator(), false)
                        .filter(route -> route.path("id").asText().equals("channel-sns"))
                        .findFirst()
                        .orElseThrow();

                Member member = aws.members("blue", 1).get(0);
                aws.tasks(member, "family:web", 1);
                aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
                choose(browser, sns);
                await("counters of the channel")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(counters(browser))
                                .containsAllEntriesOf(Stream.of(ids(sns)).collect(toMap(id -> id, id -> "1"))));
            }
        }
    }

    /** Logs in and opens Hawtio, and returns the routes, which are asked for before Hawtio asks for everything. */
    private static JsonNode open(Browser browser, int port) {
        browser.size(1280, 900);
        browser.open("http://" + LOGIN.user() + ":" + LOGIN.password() + "@127.0.0.1:" + port + "/hawtio/user");
        // A page whose address has the login may not ask.
        browser.open("http://127.0.0.1:" + port + "/hawtio/robots.txt");
        browser.errors();
        JsonNode routes = browser.runAsync(ROUTES);
        browser.open("http://127.0.0.1:" + port + "/hawtio/");
        await("Hawtio").atMost(SOON).until(() -> browser.count(NODES) > 0);
        browser.run("[...document.querySelectorAll('button')].find(each => each.innerText === 'Expand all').click()");
        return routes;
    }

    private static void everyRouteIsDrawn(Browser browser, JsonNode routes) {
        assertThat(routes).hasSizeGreaterThan(30);
        for (JsonNode route : routes) {
            choose(browser, route);
        }
        assertThat(browser.count(".pf-v6-c-alert.pf-m-danger, .pf-v6-c-alert.pf-m-warning"))
                .as("toasts")
                .isZero();
        assertThat(browser.errors()).allMatch(error -> error.contains("404"));
    }

    /**
     * Chooses a route in the tree, and waits until it is drawn. Hawtio draws it once before it goes to the address of the diagram
     * and once there; it shows nothing more after a click between the two.
     */
    private static void choose(Browser browser, JsonNode route) {
        String id = route.path("id").asText();
        browser.run(CHOOSE, "-routes-" + route.path("group").asText() + "-" + id + "-folder");
        await(id).atMost(SOON.multipliedBy(2)).untilAsserted(() -> {
            assertThat(browser.address()).endsWith("/camel/routeDiagram");
            assertThat(browser.run("return document.querySelector('h1.pf-m-h1')?.innerText")
                            .asText())
                    .isEqualTo(id);
            assertThat(counters(browser)).containsKeys(ids(route));
        });
    }

    /** The ids of a route's beginning and of its steps, as the diagram shows them. */
    private static String[] ids(JsonNode route) {
        return Stream.concat(Stream.of(route.path("first")), route.path("steps").valueStream())
                .map(JsonNode::asText)
                .toArray(String[]::new);
    }

    private static Map<String, String> counters(Browser browser) {
        Map<String, String> counters = new TreeMap<>();
        browser.run(COUNTERS)
                .properties()
                .forEach(step -> counters.put(step.getKey(), step.getValue().asText()));
        return counters;
    }
}
