package org.spotalert.pipeline.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.LogLines;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.Scope;
import org.spotalert.platform.file.LiveFile;
import org.spotalert.platform.health.WarningHealthCheck;

class LiveRulesTest {

    private static final MaintenanceWindow FIXED =
            new MaintenanceWindow("fixed", Schedules.parse("daily 02:00-03:00"), Scope.EVERYTHING, "o", "r", null);

    @TempDir
    private Path directory;

    private final LogLines log = new LogLines(LiveFile.class);

    @AfterEach
    void close() {
        log.close();
    }

    private Path file() {
        return directory.resolve("rules.yaml");
    }

    private void write(String... names) throws IOException {
        StringBuilder text = new StringBuilder("maintenance-windows:\n");
        for (String name : names) {
            text.append("  - {name: ")
                    .append(name)
                    .append(", weekly: 'Fri 10:00-11:00', owner: jane, reason: patches}\n");
        }
        Files.writeString(file(), text);
    }

    private LiveFile<MaintenanceWindow> rules() {
        return new LiveFile<>("rules file", file(), RulesText::windows);
    }

    private static List<String> names(LiveFile<MaintenanceWindow> rules) {
        SuppressionSettings settings = new SuppressionSettings(List.of(FIXED), List.of(), null, false, 50);
        return RuleInputs.of(settings, rules, List::of, UnaryOperator.identity()).windows().get().stream()
                .map(MaintenanceWindow::name)
                .toList();
    }

    private static String health(LiveFile<MaintenanceWindow> rules) {
        HealthCheck.Result result = new WarningHealthCheck("rules", rules::warning).call();
        return result.getState() + " " + result.getMessage().orElse("");
    }

    @Test
    void editsHoldAtTheNextReadAndABrokenOneChangesNothing() throws IOException {
        LiveFile<MaintenanceWindow> rules = rules();

        rules.reload();
        assertThat(names(rules)).containsExactly("fixed");
        assertThat(log.texts()).isEmpty();

        write("a");
        rules.reload();
        assertThat(names(rules)).containsExactly("fixed", "a");

        Files.writeString(file(), "maintenance-windows:\n  - {name: b}\n");
        rules.reload();
        rules.reload();
        assertThat(names(rules)).containsExactly("fixed", "a");
        assertThat(rules.problem()).get().asString().startsWith("maintenance window b: give either weekly");
        assertThat(health(rules)).startsWith("UP warning: the rules file is refused, its last good version holds: ");
        assertThat(log.texts())
                .filteredOn(line -> line.startsWith("rules file refused, its last good version holds"))
                .hasSize(1);

        write("a");
        rules.reload();
        assertThat(rules.problem()).isEmpty();
        assertThat(health(rules)).isEqualTo("UP ");

        write("a", "c");
        rules.reload();
        assertThat(names(rules)).containsExactly("fixed", "a", "c");

        Files.delete(file());
        rules.reload();
        assertThat(names(rules)).containsExactly("fixed");
    }

    @Test
    void fileThatIsTooLargeIsRefusedUnread() throws IOException {
        LiveFile<MaintenanceWindow> rules = rules();
        Files.writeString(file(), "maintenance-windows:\n- name: " + "x".repeat(20_000_000));

        rules.reload();

        assertThat(rules.problem()).contains("is larger than 256 KB");
        assertThat(names(rules)).containsExactly(FIXED.name());
    }

    @Test
    void fileThatIsBrokenFromTheBeginningHoldsNothing() throws IOException {
        Files.writeString(file(), "maintenance-windows: 7\n");
        LiveFile<MaintenanceWindow> rules = rules();

        rules.reload();

        assertThat(names(rules)).containsExactly("fixed");
        assertThat(rules.problem()).isPresent();
    }
}
