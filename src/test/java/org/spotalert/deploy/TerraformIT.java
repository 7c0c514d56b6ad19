package org.spotalert.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
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

    /** Where terraform and the provider of AWS can be had: on the path and in the registry, or where TF_CLI_ARGS_init says. */
    @Test
    void moduleIsValid() throws IOException, InterruptedException {
        Path copy = Files.createDirectories(Path.of("target", "terraform"));
        try (Stream<Path> files = Files.list(Path.of("deploy", "terraform"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".tf")).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assumeThat(terraform(copy, "init", "-backend=false"))
                .as("terraform cannot be had here, or its provider of AWS: target/terraform/log says why")
                .isZero();

        assertThat(terraform(copy, "fmt", "-check")).isZero();
        assertThat(terraform(copy, "validate", "-no-color"))
                .as(Files.readString(copy.resolve("log")))
                .isZero();
    }

    private static int terraform(Path directory, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            return process.waitFor(3, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } catch (IOException absent) {
            return -1;
        }
    }

    @Test
    void everyKindOfResourceIsCompared() {
        assertThat(facts).hasSizeGreaterThanOrEqualTo(35);
    }
}
