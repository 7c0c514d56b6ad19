package org.spotalert.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spotalert.channels.jira.JiraSettings;
import org.spotalert.channels.pagerduty.PagerDuty;
import org.spotalert.channels.servicenow.ServiceNowSettings;
import org.spotalert.model.Severity;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;

class IncidentChannelsTest {

    private final Map<String, String> properties = new HashMap<>(Map.ofEntries(
            Map.entry("spot.channel.pagerduty.enabled", "true"),
            Map.entry("spot.channel.pagerduty.url", "https://events.eu.pagerduty.com/v2/enqueue"),
            Map.entry("spot.channel.pagerduty.routing-key", "0123456789abcdefABCDEF0123456789"),
            Map.entry("spot.channel.pagerduty.min-severity", "critical"),
            Map.entry("spot.channel.jira.enabled", "true"),
            Map.entry("spot.channel.jira.url", "https://jira.example.org"),
            Map.entry("spot.channel.jira.username", "me@example.org"),
            Map.entry("spot.channel.jira.token", "token"),
            Map.entry("spot.channel.jira.project", "OPS"),
            Map.entry("spot.channel.jira.issue-type", "Task"),
            Map.entry("spot.channel.jira.labels", "on-call, spot"),
            Map.entry("spot.jira.min-severity", "critical"),
            Map.entry("spot.channel.servicenow.enabled", "true"),
            Map.entry("spot.channel.servicenow.url", "https://example.service-now.com"),
            Map.entry("spot.channel.servicenow.username", "spot"),
            Map.entry("spot.channel.servicenow.password", "geheim"),
            Map.entry("spot.channel.servicenow.min-severity", "info"),
            Map.entry("spot.channel.servicenow.impact", "3")));

    private SettingsReader reader() {
        return new SettingsReader(name -> Optional.ofNullable(properties.get(name)));
    }

    private void read() {
        properties.put("spot.templates", "templates");
        SettingsReader reader = reader();
        ChannelSettings.read(reader);
        ChannelSettings.checkFiles(reader);
        reader.finish();
    }

    @Test
    void goodSettingsAreRead() {
        JiraSettings jira = JiraSettings.read(reader()).get();
        ServiceNowSettings serviceNow = ServiceNowSettings.read(reader()).get();

        assertThat(jira.labels()).containsExactly("on-call", "spot");
        assertThat(jira.minSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(serviceNow.impact()).isEqualTo(3);
        assertThat(serviceNow.minSeverity()).isEqualTo(Severity.INFO);
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void everySeverityHasItsName(Severity severity) {
        properties.put("spot.jira.min-severity", severity.toString());

        JiraSettings jira = JiraSettings.read(reader()).get();

        assertThat(jira.minSeverity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spot.channel.pagerduty.routing-key | GEHEIM | PAGERDUTY_ROUTING_KEY (spot.channel.pagerduty.routing-key): is not 32",
                "spot.channel.pagerduty.url | https://evil.test/v2/enqueue | has a host that is not allowed; expected events.eu",
                "spot.channel.pagerduty.url | https://events.pagerduty.com/v1 | has a path that does not begin with /v2/enqueue",
                "spot.channel.jira.url | http://jira.example.org | JIRA_URL (spot.channel.jira.url): does not begin with https://",
                "spot.channel.jira.url | https://me@jira.example.org | has a user name before its host",
                "spot.channel.jira.url | | is missing; give the address of the Jira site",
                "spot.channel.jira.token | | JIRA_TOKEN (spot.channel.jira.token): is missing; give the user's token",
                "spot.channel.jira.project | \"O\" OR project = X | is not the key of a project",
                "spot.channel.jira.labels | on call | \"on call\" is no label",
                "spot.channel.jira.fields | priority | is not a field and its value",
                "spot.jira.min-severity | high | \"high\" is none of info, warning and critical",
                "spot.channel.pagerduty.min-severity | error | \"error\" is none of info, warning and critical",
                "spot.channel.servicenow.min-severity | | is missing; give info, warning or critical",
                "spot.channel.servicenow.impact | 0 | is not a whole number from 1 to 3",
                "spot.channel.servicenow.fields | correlation_id=x | sets correlation_id, which this program sets",
                "spot.channel.servicenow.recovered-fields | state | is not a field and its value",
                "spot.channel.servicenow.password | | SERVICENOW_PASSWORD (spot.channel.servicenow.password): is missing"
            })
    void wrongValueIsNamedWithWhatWouldBeRight(String property, String value, String problem) {
        properties.put(property, value == null ? "" : value);

        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("(" + property + ")")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("GEHEIM");
    }

    @Test
    void furtherPagerDutyServiceNeedsItsKeyOnly() {
        properties.put("spot.channel.payments-pager.routing-key", "0123456789abcdefABCDEF0123456789");
        SettingsReader reader = reader();

        PagerDuty.kind().check(reader, "spot.channel.payments-pager.");
        reader.finish();
        PagerDuty.kind().check(reader, "spot.channel.other-pager.");

        assertThatThrownBy(reader::finish).hasMessageContaining("(spot.channel.other-pager.routing-key): is missing");
    }

    @Test
    void whatIsOffNeedsNothing() {
        properties.clear();

        assertThatCode(this::read).doesNotThrowAnyException();
    }
}
