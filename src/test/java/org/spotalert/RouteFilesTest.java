package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every file under routes/ keeps the rules of the house; what breaks them is listed all at once. */
class RouteFilesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** Compiled once: it takes most of a second. */
    @SuppressWarnings("NullAway.Init")
    private static JsonSchema schema;

    @BeforeAll
    static void loadSchema() throws IOException {
        try (InputStream json = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(Objects.requireNonNull(json));
        }
    }

    @Test
    void everyRouteFileKeepsTheRules() throws IOException {
        List<String> problems = new ArrayList<>();
        var targets = new TreeSet<String>();
        var entries = new TreeSet<String>();

        for (Path file : routeFiles()) {
            RouteFileRules rules =
                    new RouteFileRules(ROUTES.relativize(file).toString(), Files.readString(file), schema);
            problems.addAll(rules.problems());
            targets.addAll(rules.directTargets());
            entries.addAll(rules.directEntries());
        }
        targets.removeAll(entries);
        targets.forEach(target -> problems.add("direct:" + target + " is sent to but no route consumes it"));

        assertThat(problems).isEmpty();
    }

    @Test
    void everyChannelEndsItsAttemptsWhenItIsItsFallbacksTurn() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : routeFiles()) {
            for (JsonNode route : parse(Files.readString(file)).findValues("route")) {
                if (route.path("group").asText().equals("channel")) {
                    named.add(route.path("routeConfigurationId").asText());
                }
            }
        }
        for (String errors : named) {
            Path file = ROUTES.resolve("errors/" + errors.replace("-errors", "") + ".camel.yaml");
            endsItsAttempts(errors, parse(Files.readString(file)));
        }
        assertThat(named).containsExactly("aws-errors", "http-errors", "incident-errors", "mail-errors");
    }

    private static void endsItsAttempts(String id, JsonNode file) {
        assertThat(file.findValues("routeConfiguration"))
                .filteredOn(configuration -> configuration.path("id").asText().equals(id))
                .singleElement()
                .satisfies(errors -> assertThat(errors.findValuesAsText("onExceptionOccurredRef"))
                        .as(id)
                        .contains("retryAfter"));
    }

    @Test
    void goodFileHasNoProblem() {
        assertThat(problemsOf(GOOD)).isEmpty();
    }

    @Test
    void documentedChannelHasNoProblem() throws IOException {
        String document = Files.readString(Path.of("docs/own-channels.md"));
        String example = document.substring(document.indexOf("- route:\n    id: channel-pager"));

        String text = example.substring(0, example.indexOf("```"));
        assertThat(problemsOf(text)).isEmpty();
        assertThat(text).contains("routeConfigurationId: http-errors");
    }

    /** The linter itself is shown to see each of the faults. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: channel-pager   | id: pager                  | channel-pager
            group: channel      | group: chanel              | group
            routeConfigurationId | shutdownRoute: Defer #   | routeConfigurationId
            group: channel      | errorHandler: {noErrorHandler: {}} | errorHandler
            description: Sends. | autoStartup: true          | description
            id: render-pager    | id: Render                 | kebab-case
            id: render-pager    | id: send-pager             | twice
            id: send-pager      | description: x             | no id
            ${body}             | ${body.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p} | 80 characters
            simple:             | groovy:                    | groovy
            uri: log            | uri: log:pager?level=INFO  | canonical
            redeliveryDelay     | redeliveryDelai            | redeliveryDelai
            """)
    void faultIsSeen(String good, String bad, String problem) {
        String text = GOOD.replace(good, bad);

        assertThat(text).isNotEqualTo(GOOD);
        assertThat(problemsOf(text)).anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void goodTemplateAndChannelMadeFromItHaveNoProblem() {
        assertThat(problemsOf("templates/pager.camel.yaml", template())).isEmpty();
        assertThat(problemsOf(MADE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: pager           | id: other              | no route with the id pager
            group: channel      | group: chanel          | group
            """)
    void faultOfATemplateIsSeen(String good, String bad, String problem) {
        assertThat(problemsOf("templates/pager.camel.yaml", template().replace(good, bad)))
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            value: pager           | value: papers            | the parameter channel
            routeId: channel-pager | routeId: channel-papers  | no route with the id channel-pager
            """)
    void faultOfAChannelMadeFromATemplateIsSeen(String good, String bad, String problem) {
        assertThat(problemsOf(MADE.replace(good, bad)))
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    private static List<String> problemsOf(String text) {
        return problemsOf("channels/pager.camel.yaml", text);
    }

    private static List<String> problemsOf(String name, String text) {
        return new RouteFileRules(name, text, schema).problems();
    }

    private static String template() {
        String head = GOOD.substring(0, GOOD.indexOf("- route:"));
        String route = GOOD.substring(GOOD.indexOf("    description: Sends."));
        String parameters = "    parameters:\n      - {name: channel, required: true, description: Its name.}\n";
        return head + "- routeTemplate:\n    id: pager\n" + parameters + "    route:\n"
                + route.indent(2).replace("loggerName: pager", "loggerName: \"{{channel}}\"");
    }

    private static final String MADE = """
            - templatedRoute:
                routeTemplateRef: pager
                routeId: channel-pager
                parameters:
                  - name: channel
                    value: pager
            """;

    static JsonNode parse(String text) throws IOException {
        return YAML.readTree(text);
    }

    private static List<Path> routeFiles() throws IOException {
        if (!Files.isDirectory(ROUTES)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(ROUTES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("README.md"))
                    .sorted()
                    .toList();
        }
    }

    private static final String GOOD = """
            - routeConfiguration:
                id: pager-errors
                description: Retries.
                errorHandler:
                  defaultErrorHandler:
                    redeliveryPolicy:
                      maximumRedeliveries: 3
                      redeliveryDelay: "500"
            - route:
                id: channel-pager
                description: Sends.
                group: channel
                routeConfigurationId: pager-errors
                from:
                  uri: direct
                  parameters:
                    name: channel-pager
                  steps:
                    - setBody:
                        id: render-pager
                        expression:
                          simple:
                            expression: ${body}
                    - to:
                        id: send-pager
                        uri: log
                        parameters:
                          loggerName: pager
                          showAll: true
            """;
}
