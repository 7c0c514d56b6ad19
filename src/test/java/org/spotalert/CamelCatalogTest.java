package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.LanguageValidationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.platform.window.WindowComponent;

/** Camel's catalogue, by which editors judge, accepts each endpoint and each Simple expression of the route files. */
class CamelCatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog(true);

    CamelCatalogTest() {
        // The catalogue finds window.json beside the class.
        catalog.addComponent("window", WindowComponent.class.getName());
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void catalogAcceptsTheFile(Path file) throws IOException {
        assertThat(problems("", RouteFilesTest.parse(Files.readString(file)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{uri: timer, parameters: {timerName: t, perriod: 3000}}",
                "{uri: timer, parameters: {timerName: t, period: often}}",
                "{uri: 'window:enrich', parameters: {interval: 1s, permits: 5, leding: true}}",
                "{uri: 'window:enrich', parameters: {permits: 5}}",
                "{uri: 'windou:enrich'}",
                "{simple: {expression: '${body'}}"
            })
    void catalogRefusesWhatIsWrong(String yaml) throws IOException {
        assertThat(problems("from", RouteFilesTest.parse(yaml))).hasSize(1);
    }

    private List<String> problems(String field, JsonNode node) {
        Stream<String> inside = node.isArray()
                ? node.valueStream().flatMap(child -> problems(field, child).stream())
                : node.propertyStream().flatMap(child -> problems(child.getKey(), child.getValue()).stream());
        return Stream.of(endpoint(field, node), simple(node), inside)
                .flatMap(all -> all)
                .toList();
    }

    private Stream<String> endpoint(String field, JsonNode node) {
        if (!node.has("uri")) {
            return Stream.empty();
        }
        boolean source = field.equals("from");
        EndpointValidationResult result = catalog.validateEndpointProperties(uri(node), false, source, !source);
        return result.isSuccess() && !result.hasWarnings()
                ? Stream.empty()
                : Stream.of(result.summaryErrorMessage(false, true, true));
    }

    private String uri(JsonNode node) {
        String uri = node.path("uri").asText();
        Map<String, String> parameters = new LinkedHashMap<>();
        node.path("parameters")
                .properties()
                .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
        try {
            return uri.contains(":")
                    ? parameters.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining("&", uri + "?", ""))
                    : catalog.asEndpointUri(uri, parameters, false);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private Stream<String> simple(JsonNode node) {
        if (!node.path("simple").has("expression")) {
            return Stream.empty();
        }
        LanguageValidationResult result = catalog.validateLanguageExpression(
                getClass().getClassLoader(),
                "simple",
                node.at("/simple/expression").asText());
        return result.isSuccess() ? Stream.empty() : Stream.of(result.getError());
    }

    static List<Path> routeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
