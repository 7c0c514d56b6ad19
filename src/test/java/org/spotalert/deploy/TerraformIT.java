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

/** The Terraform module can be parsed, and says what the CloudFormation template says. */
class TerraformIT {

    private static JsonNode facts = new ObjectMapper().nullNode();

    @BeforeAll
    static void compare() throws IOException, InterruptedException {
        File output = new File("target/terraform.json");
        Process process = new ProcessBuilder(
                        Python.withTerraformParser(), "src/test/resources/deploy/compare_terraform.py")
                .redirectOutput(output)
                .redirectError(new File("target/terraform.log"))
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("see target/terraform.log").isZero();
        facts = new ObjectMapper().readTree(output);
    }

    static Stream<String> facts() {
        return facts.properties().stream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("facts")
    void moduleSaysWhatTheTemplateSays(String fact) {
        assertThat(facts.path(fact).path(0))
                .isNotEmpty()
                .isEqualTo(facts.path(fact).path(1));
    }

    @Test
    void everyKindOfResourceIsCompared() {
        assertThat(facts).hasSizeGreaterThanOrEqualTo(35);
    }
}
