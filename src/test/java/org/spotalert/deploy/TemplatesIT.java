package org.spotalert.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.local.Python;

/** The templates as cfn-lint and the rules of deploy/guard see them. */
class TemplatesIT {

    private static final String SCRIPT = "src/test/resources/deploy/check_templates.py";
    private static final String MUTATIONS = "src/test/resources/deploy/mutations.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode report = JSON.nullNode();

    @BeforeAll
    static void check() throws IOException, InterruptedException {
        File output = new File("target/templates.json");
        Process process = new ProcessBuilder(Python.withTemplateTools(), SCRIPT, MUTATIONS)
                .redirectOutput(output)
                .redirectError(new File("target/templates.log"))
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("see target/templates.log").isZero();
        report = JSON.readTree(output);
    }

    @Test
    void linterFindsNothing() {
        assertThat(report.path("findings")).isEmpty();
    }

    @Test
    void thereAreRules() {
        assertThat(report.path("rules")).hasSizeGreaterThanOrEqualTo(20);
    }

    static Stream<String> rules() {
        return report.path("rules").properties().stream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleIsKeptEverywhereAndAppliesSomewhere(String rule) {
        JsonNode outcome = report.path("rules").path(rule);

        assertThat(outcome.path("broken")).isEmpty();
        assertThat(outcome.path("kept").asInt()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleFailsOnTemplateThatBreaksIt(String rule) {
        assertThat(report.path("rules").path(rule).path("caught").asBoolean()).isTrue();
    }
}
