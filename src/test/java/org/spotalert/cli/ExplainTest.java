package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.Events;

class ExplainTest extends ExplainRun {

    @Test
    void everyRuleIsExplainedOffline() throws IOException {
        properties.put("spot.suppress.enough-capacity", "true");
        properties.put("spot.critical-services", "search");
        properties.put("spot.maintenance-windows", "daily 08:15-08:16 Europe/London");

        int exit = explain(
                Events.text("interruption-warning-terminate"),
                "--offline",
                facts(FACTS).toString());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString())
                .startsWith(
                        "EC2 Spot Instance Interruption Warning about i-0a1b2c3d4e5f60718 in eu-west-1 at"
                                + " 2026-11-20T08:15:42Z; cluster blue; services: 1, standalone tasks: 0, daemon tasks: 0; COMPLETE")
                .endsWith("\nSUPPRESS by MAINTENANCE_WINDOW: maintenance window daily 08:15-08:16 Europe/London of"
                        + " MAINTENANCE_WINDOWS until 2026-11-20T08:16:00Z: maintenance\nSEVERITY warning\n");
        assertThat(rows())
                .extracting(row -> row.replaceAll(" +", " ").replaceFirst("^(\\S+ \\S+) .*", "$1"))
                .containsExactly(
                        "NOT_IN_ECS no_opinion",
                        "NO_TASKS_LOST no_opinion",
                        "SILENCE indeterminate",
                        "MAINTENANCE_WINDOW suppress",
                        "IMPACT_UNKNOWN no_opinion",
                        "NOT_CRITICAL suppress",
                        "ENOUGH_CAPACITY suppress",
                        "TASKS_LOST send");
    }

    @Test
    void warningThatHasNotComeIsExplained() throws IOException {
        assertThat(explainInstance("i-0a1b2c3d4e5f60718", "--region", "eu-central-1"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .startsWith("EC2 Spot Instance Interruption Warning about i-0a1b2c3d4e5f60718 in eu-central-1 at ")
                .contains("services: 1, standalone tasks: 0")
                .contains("SEND by TASKS_LOST");
    }

    @Test
    void eitherAnEventOrAnInstanceIsExplained() throws IOException {
        assertThat(explain(Events.text("rebalance-recommendation"), "--instance", "i-0a1b2c3d4e5f60718"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("mutually exclusive");
    }

    @Test
    void eachInstanceOfAnEventIsExplained() throws IOException {
        properties.put("spot.events", "scheduled-change");
        String event = Events.text("scheduled-change")
                .replace("\"affectedEntities\": [", "\"affectedEntities\": [{\"entityValue\": \"i-00000001\"},");

        assertThat(explain(event, "--offline", facts(FACTS).toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().lines().filter(line -> line.startsWith("AWS Health Event about ")))
                .hasSize(2)
                .anyMatch(line -> line.contains("i-00000001 in eu-west-1"));
    }

    @Test
    void whatWasFoundCanBeKeptAndUsedAgain() throws IOException {
        Path saved = directory.resolve("saved.json");

        assertThat(explain(
                        Events.text("rebalance-recommendation"),
                        "--offline",
                        facts(FACTS).toString(),
                        "--save",
                        saved.toString()))
                .isZero();
        String first = out.toString();
        assertThat(explain(Events.text("rebalance-recommendation"), "--offline", saved.toString()))
                .isZero();

        assertThat(out.toString()).isEqualTo(first + first);
        assertThat(first).contains("SEND by TASKS_LOST");
    }

    @Test
    void withoutFactsTheInstanceIsLookedUp() throws IOException {
        assertThat(explain(Events.text("interruption-warning-terminate"))).isZero();

        assertThat(out.toString())
                .endsWith(
                        "SUPPRESS by NOT_IN_ECS: no ECS cluster lists the instance, and EC2 does not know it\nSEVERITY warning\n");
    }

    @Test
    void oldEventIsExplainedAsItWasDecided() throws IOException {
        assertThat(explain(Events.text("interruption-warning-terminate"), "--at", "2026-11-20T08:15:44Z"))
                .isZero();

        assertThat(lookedUpAsOf).isEqualTo("2026-11-20T08:15:44Z");
    }

    @Test
    void withoutADatabaseItIsSaidThatSilencesAreNotRead() throws IOException {
        properties.put("spot.store.url", "jdbc:h2:file:" + directory.resolve("none"));

        assertThat(explain(Events.text("interruption-warning-terminate"))).isZero();

        assertThat(err.toString()).startsWith("silences are not read, and count as none here");
        assertThat(rows()).anyMatch(row -> row.matches("SILENCE +indeterminate +.*"));
        assertThat(directory).isDirectoryNotContaining("glob:**none*");
    }

    @Test
    void brokenRulesFileIsSaid() throws IOException {
        properties.put(
                "spot.rules",
                Files.writeString(directory.resolve("rules.yaml"), "maintenance-windows: 7")
                        .toString());

        assertThat(explain(Events.text("interruption-warning-terminate"))).isZero();

        assertThat(err.toString()).contains("rules.yaml is refused, and counts as empty here: line 1");
    }

    @Test
    void eventThatSpotEventsNamesIsExplained() throws IOException {
        properties.put("spot.events", "state-change");

        assertThat(explain(Events.text("state-change"))).isZero();

        assertThat(out.toString()).startsWith("EC2 Instance State-change Notification about ");
    }

    @ParameterizedTest
    @CsvSource({"malformed-not-json, event.json: the event cannot be understood: the message body is not JSON"})
    void eventThatCannotBeUnderstoodIsSaid(String event, String expected) throws IOException {
        assertThat(explain(Events.text(event))).isOne();

        assertThat(err.toString()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cluster\": 7} | facts.json: line 1",
                "{\"servces\": []} | Unrecognized field \"servces\"",
                "null | facts.json: holds nothing",
                "'' | facts.json: ",
            })
    void factsThatCannotBeReadAreSaid(String text, String expected) throws IOException {
        assertThat(explain(
                        Events.text("interruption-warning-terminate"),
                        "--offline",
                        facts(text).toString()))
                .isOne();

        assertThat(err.toString()).contains(expected);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void fileThatIsNotThereIsSaid() throws IOException {
        assertThat(explain(Events.text("interruption-warning-terminate"), "--offline", "absent.json"))
                .isOne();

        assertThat(err.toString().trim()).isEqualTo("there is no file absent.json");
    }

    @Test
    void factsThatLackAMemberAreSaidWithTheirPlace() throws IOException {
        String lacking = FACTS.replace("\"cluster\": {", "\"completeness\": {\"missing\": []}, \"cluster\": {");

        assertThat(explain(
                        Events.text("interruption-warning-terminate"),
                        "--offline",
                        facts(lacking).toString()))
                .isOne();
        assertThat(err.toString()).contains("completeness").doesNotContain("org.spotalert", "toArray");
    }

    @Test
    void thresholdOfTheSettingsIsExplained() throws IOException {
        properties.put("spot.severity.critical-below", "80%");

        explain(
                Events.text("interruption-warning-terminate"),
                "--offline",
                facts(FACTS).toString());

        assertThat(out.toString()).contains("SEVERITY critical");
    }
}
