package org.spotalert.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus itself says of the rules and of the cases that are written down for them. */
class PrometheusRulesTest {

    private static final Path RULES = Path.of("deploy/prometheus/rules.yaml");
    private static final Path CASES = Path.of("deploy/prometheus/rules-test.yaml");

    @ParameterizedTest
    @CsvSource({"check, rules.yaml", "test, rules-test.yaml"})
    void prometheusAccepts(String verb, String file) throws Exception {
        assumeTrue(
                installed(),
                "promtool is not installed, so that nobody has looked at deploy/prometheus: apt-get install prometheus");
        Process promtool = new ProcessBuilder("promtool", verb, "rules", "deploy/prometheus/" + file)
                .redirectErrorStream(true)
                .start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(output).isZero();
        assertThat(output).contains("SUCCESS");
    }

    @Test
    void everyAlertHasCasesInWhichItBeginsAndInWhichItDoesNot() throws IOException {
        Set<String> alerts = named("- alert: (\\w+)", RULES);

        assertThat(alerts).isNotEmpty();
        assertThat(named("alertname: (\\w+)}", CASES)).isEqualTo(alerts);
        assertThat(named("alertname: (\\w+)\\n *exp_alerts", CASES)).isEqualTo(alerts);
    }

    private static boolean installed() throws InterruptedException {
        try {
            return new ProcessBuilder("promtool", "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static Set<String> named(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
