package org.spotalert.channels.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.template.Rendered;
import org.spotalert.model.Severity;

class JiraTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final Jira jira = new Jira(new JiraSettings("OPS", "Task", List.of(), ExtraFields.NONE, Severity.WARNING));

    @ParameterizedTest
    @ValueSource(strings = {"", "\"&<>'\\", "東🚀", "\u0000\n"})
    void staysWithinTheLimitsWhateverTheNames(String suffix) throws Exception {
        AlertMessage message = Alerts.after(18).of(Alerts.storm(1000, suffix.repeat(1_000)));

        Jira.Ticket ticket = jira.ticket(message, Rendered.markdown(message));

        JsonNode issue = JSON.valueToTree(jira.issue(ticket)).path("fields");
        assertThat(issue.path("summary").asText().length()).isLessThanOrEqualTo(255);
        assertThat(JiraSite.validDocument(issue.path("description"))).isTrue();
        assertThat(issue.path("description").toString()).contains("more\"");
        assertThat(JSON.writeValueAsString(jira.comment(ticket)).length()).isLessThan(33_000);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(80),
                Arbitraries.of(
                        "",
                        " ",
                        "\"",
                        "\\",
                        "[~accountid:1]",
                        "@here",
                        "{code}",
                        "\" OR project = X",
                        "\u202Eevil",
                        "\uD800"));
    }

    @Property(tries = 200)
    void anyNameMakesAValidDocumentAndASafeQuery(@ForAll("names") String name, @ForAll("names") String account)
            throws Exception {
        AlertMessage message = Alerts.after(18)
                .of(List.of(Alerts.in(
                        account,
                        "eu-west-1",
                        Alerts.warning()
                                .name(name)
                                .services(2, name)
                                .partial(name + "x")
                                .alert())));

        Jira.Ticket ticket = jira.ticket(message, Rendered.markdown(message));

        JsonNode issue =
                JSON.readTree(JSON.writeValueAsBytes(jira.issue(ticket))).path("fields");
        assertThat(JiraSite.validDocument(issue.path("description"))).isTrue();
        assertThat(issue.path("labels")).allMatch(label -> label.asText().matches("[A-Za-z0-9._-]{1,255}"));
        assertThat(String.valueOf(jira.search(ticket).get("jql")))
                .matches("labels = \"[A-Za-z0-9._-]+\""
                        + " AND \\(project = \"OPS\" OR labels = \"spot-interruption-OPS\"\\)"
                        + " AND \\(statusCategory != Done OR labels = \"[A-Za-z0-9._-]+\"\\) ORDER BY created DESC");
    }

    @Test
    void extraFieldsNestAndHoldJson() {
        ExtraFields fields =
                ExtraFields.parse("priority.name = High ; components=[{\"name\":\"a\"}];; note=a=b, c", Set.of());

        assertThat(fields.addedTo(Map.of("key", "OPS")).toString())
                .isEqualTo("{\"key\":\"OPS\",\"priority\":{\"name\":\"High\"},"
                        + "\"components\":[{\"name\":\"a\"}],\"note\":\"a=b, c\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "priority | is not a field and its value; give name=value",
                "a..b=c | is not a field and its value",
                "=x | is not a field and its value",
                "components=[{] | begins like JSON, but is none",
                "labels=x | sets labels, which this program sets",
                "labels.x=y | sets labels, which this program sets"
            })
    void wrongExtraFieldsAreExplained(String text, String problem) {
        assertThatThrownBy(() -> ExtraFields.parse(text, Set.of("labels")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }
}
