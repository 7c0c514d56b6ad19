package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spotalert.cli.check.Rights.Right;
import org.spotalert.platform.settings.EnvironmentVariable;

/** docs/permissions.md says what rights.json says. */
class RightsDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/permissions.md");
    /** On by default. */
    private static final Set<String> ON = Set.of("spot.recovery=true", "spot.audit=true");

    @Test
    void policyOfTheDefaultsIsDocumented() throws IOException {
        String queue = "arn:aws:sqs:eu-west-1:111122223333:spot-interruptions";
        Map<String, String> names = Map.of(
                "Partition", "aws", "Account", "111122223333", "Queue", queue, "DeadLetterQueue", queue + "-dead");

        assertThat(new ObjectMapper()
                        .readTree(
                                Files.readString(DOCUMENT).split("```json\n")[1].split("```")[0]))
                .isEqualTo(Rights.policy(byDefault()
                        .map(right -> Rights.filled(right.statement(), names))
                        .toList()));
    }

    private static Stream<Right> byDefault() {
        return Rights.TASK.stream().filter(right -> right.when() == null || ON.contains(right.when()));
    }

    @Test
    void furtherStatementsAreDocumented() throws IOException {
        List<Right> defaults = byDefault().toList();

        assertThat(Files.readString(DOCUMENT))
                .contains(
                        table(Rights.TASK.stream().filter(right -> !defaults.contains(right))),
                        table(Rights.EXECUTION.stream()));
    }

    @Test
    void roleOfTheLongWayHasTheSameStatements() throws IOException {
        Map<String, String> names = Map.of(
                "Partition", "aws",
                "Account", "111122223333",
                "Region", "eu-west-1",
                "Topic", "arn:aws:sns:eu-west-1:111122223333:on-call",
                "Table", "arn:aws:dynamodb:eu-west-1:111122223333:table/spot-interruption-alerts");
        String role = Files.readString(Path.of("docs/setup-by-hand.md")).split("\n## Role\n")[1];
        JsonNode documented =
                new ObjectMapper().readTree(role.split("```json\n")[2].split("```")[0]);
        List<String> sids = documented.findValuesAsText("Sid");

        assertThat(sids).contains("Topic", "Table", "TableIndexes", "Rules", "Exec");
        assertThat(documented)
                .containsExactlyElementsOf(Rights.TASK.stream()
                        .filter(right -> sids.contains(right.sid()))
                        .<JsonNode>map(right -> Rights.filled(right.statement(), names))
                        .toList());
    }

    private static String table(Stream<Right> rights) {
        return rights.map(RightsDocumentTest::row)
                .collect(Collectors.joining("\n", "| statement | for | actions | on |\n|---|---|---|---|\n", "\n\n"));
    }

    private static String row(Right right) {
        String when = right.when() == null ? "" : when(right.when());
        return "| %s | %s | %s | %s |"
                .formatted(right.sid(), right.purpose() + when, code(right.actions()), code(right.resources()));
    }

    private static String when(String when) {
        return when.contains("=")
                ? Stream.of(when.split(" or "))
                        .map(setting -> setting.split("=", 2))
                        .map(setting -> "`" + EnvironmentVariable.of(setting[0]) + "=" + setting[1] + "`")
                        .collect(Collectors.joining(" or ", " (", ")"))
                : "; " + when;
    }

    private static String code(List<String> texts) {
        return texts.stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "));
    }
}
