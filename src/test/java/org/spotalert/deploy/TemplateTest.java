package org.spotalert.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventRulePattern;

/** What the templates share with the program. Functions such as {@code !If} are read as their arguments. */
class TemplateTest {

    /** What {@code aws cloudformation deploy} sends without a bucket. */
    private static final int LARGEST = 51_200;

    static Stream<Path> templates() {
        return Stream.of(Stack.CENTRAL, Stack.MEMBER);
    }

    private static JsonNode read(Path template) {
        try {
            return new YAMLMapper().readTree(template.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void templateIsSmallEnoughToBeSentAsItIs(Path template) throws IOException {
        assertThat(Files.size(template)).isLessThanOrEqualTo(LARGEST);
    }

    @Test
    void requiredAreFourParametersAndOneChannel() {
        assertThat(read(Stack.CENTRAL).path("Parameters").properties())
                .filteredOn(parameter -> !parameter.getValue().has("Default"))
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(Stack.REQUIRED.keySet());
        assertThat(read(Stack.CENTRAL).path("Rules").has("OneChannel")).isTrue();
    }

    @Test
    void memberHasThreeResources() {
        assertThat(read(Stack.MEMBER).path("Resources")).hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void patternIsThatOfTheProgram(Path template) throws IOException {
        // A member's events go to the rule of the central stack, which sends the canary.
        boolean canary = template.equals(Stack.CENTRAL);

        assertThat(pattern(template, false)).isEqualTo(programs(InterruptionKind.DEFAULTS, canary));
        assertThat(pattern(template, true)).isEqualTo(programs(EnumSet.allOf(InterruptionKind.class), canary));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void kindsAreThoseOfTheProgram(Path template) {
        String defaults = read(template).at("/Parameters/Events/Default").asText();

        assertThat(defaults.split(",", -1))
                .containsExactlyInAnyOrder(InterruptionKind.DEFAULTS.stream()
                        .map(TemplateTest::setting)
                        .toArray(String[]::new));
        assertThat(read(template).path("Conditions").toString())
                .contains(EnumSet.complementOf(EnumSet.copyOf(InterruptionKind.DEFAULTS)).stream()
                        .filter(InterruptionKind::announced)
                        .map(TemplateTest::setting)
                        .toList());
    }

    private static String setting(InterruptionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static JsonNode programs(Set<InterruptionKind> kinds, boolean canary) throws IOException {
        return new ObjectMapper().readTree(EventRulePattern.of(kinds, canary));
    }

    /** The pattern with the alternatives that a condition lets in, or without them. */
    private static JsonNode pattern(Path template, boolean all) {
        List<JsonNode> alternatives = new ArrayList<>();
        for (JsonNode each : read(template).at("/Resources/Rule/Properties/EventPattern/$or")) {
            if (each.isObject()) {
                alternatives.add(each);
            } else if (all) {
                alternatives.add(each.get(1));
            }
        }
        ObjectNode pattern = new ObjectMapper().createObjectNode();
        pattern.putArray("$or").addAll(alternatives);
        return pattern;
    }

    @Test
    void everyVariableIsOneOfTheProgram() throws IOException {
        String documented = Files.readString(Path.of("docs/configuration.md"))
                + Files.readString(Path.of("application.properties"));
        JsonNode container = read(Stack.CENTRAL).at("/Resources/TaskDefinition/Properties/ContainerDefinitions/0");

        List<String> names = Stream.of("Environment", "Secrets")
                .flatMap(kind -> container.path(kind).findValuesAsText("Name").stream())
                .toList();

        assertThat(names).hasSizeGreaterThan(20);
        assertThat(names).filteredOn(name -> !documented.contains(name)).isEmpty();
    }
}
