package org.spotalert.pipeline.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.model.Ownership;

class CatalogueEntryTest {

    @Test
    void theExampleOfTheDocumentIsUnderstood() throws IOException {
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/owners.md")));
        assertThat(example.find()).isTrue();

        List<CatalogueEntry> entries = CatalogueEntry.read(example.group(1));

        assertThat(entries)
                .extracting(CatalogueEntry::ownership)
                .containsExactly(
                        new Ownership(
                                "payments",
                                "https://wiki.example.com/runbooks/checkout",
                                List.of("S0123ABCD", "users/118274659302847566103", "anna@example.com"),
                                "slack-payments"),
                        new Ownership("data", null, List.of(), null),
                        new Ownership("batch", null, List.of(), null));
        assertThat(entries.get(0).isAbout("shop", "checkout-eu")).isTrue();
        assertThat(entries.get(0).isAbout("blue", "checkout-eu")).isFalse();
        assertThat(entries.get(0).isAbout("blue", "cart")).isTrue();
        assertThat(entries.get(1).isAbout("family:import-nightly")).isTrue();
        assertThat(entries.get(2).isAbout("batch", "report")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet", "services:", "services: []"})
    void fileMayHoldNothing(String text) {
        assertThat(CatalogueEntry.read(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {owner: a}                                         | entry 1: service is missing
            {service: 'a b'}                                   | entry 1: "a b" is not a name or pattern
            {service: a, owner: ' '}                           | entry 1: owner has no 1 to 100 characters
            {service: a, ovner: b}                             | line 2: services.[0].ovner: Unrecognized field
            {service: a, runbook: 'http://wiki.example.com'}   | entry 1: runbook is no address such as https://
            {service: a, runbook: 'https://a@wiki.example'}    | entry 1: runbook is no address such as https://
            {service: a, runbook: 'https://wiki.example:8443'} | entry 1: runbook is no address such as https://
            {service: a, runbook: 'javascript:alert(1)'}       | entry 1: runbook is no address such as https://
            {service: a, mention: here}                        | entry 1: "here" is no user or group of Slack
            {service: a, mention: '<!channel>'}                | entry 1: "<!channel>" is no user or group of Slack
            {service: a, mention: users/all}                   | entry 1: "users/all" is no user or group of Slack
            {service: a, mention: 'mattermost:all'}            | entry 1: "mattermost:all" is no user or group of Slack
            {service: a, mention: 'discord:@everyone'}         | entry 1: "discord:@everyone" is no user or group of Slack
            {service: a, mention: 'telegram:<b>'}              | and no name after discord:, mattermost: or telegram:
            {service: a, channel: 'slack payments'}            | entry 1: "slack payments" is no channel's name
            {service: a}, {}                                   | entry 2: service is missing
            """)
    void whatIsWrongIsSaid(String entries, String expected) {
        assertThatThrownBy(() -> CatalogueEntry.read("services:\n  [" + entries + "]\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }
}
