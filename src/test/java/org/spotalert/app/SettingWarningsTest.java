package org.spotalert.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of settings that are taken, and hardly meant. */
class SettingWarningsTest {

    @TempDir
    private Path routes;

    private final Map<String, String> properties = new HashMap<>();
    private final Set<String> variables = new HashSet<>();

    @BeforeEach
    void programsOwn() throws IOException {
        Properties all = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
            all.load(file);
        }
        all.stringPropertyNames().forEach(name -> properties.put(name, all.getProperty(name)));
        properties.put("spot.routes", routes.toString());
        Files.createDirectories(routes.resolve("channels"));
        Files.createDirectories(routes.resolve("templates"));
    }

    private void channel(String name, String text) throws IOException {
        Files.writeString(routes.resolve("channels").resolve(name + ".camel.yaml"), text);
    }

    private List<String> warnings() {
        return SettingWarnings.of(
                name -> Optional.ofNullable(properties.get(name)), new SettingWarnings.Given(properties, variables));
    }

    @Test
    void defaultsAreMeant() {
        variables.addAll(Set.of("PATH", "ENABLE_SNS", "SPOT_CLUSTERS", "SPOT_CHANNEL_SNS_ENABLED", "SPOT_LOG_LEVEL"));

        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT_CLUSTER,SPOT_CLUSTERS",
        "SPOT_VISIBILITY_TIMEOUT,SPOT_QUEUE_VISIBILITY_TIMEOUT",
        "SPOT_ENABLE_SNS,ENABLE_SNS",
        "spot.cluster,spot.clusters",
        "spot.recovry,spot.recovery"
    })
    void misspeltNameIsReportedWithTheOneThatWasMeant(String name, String meant) {
        if (name.startsWith("spot.")) {
            properties.put(name, "x");
        } else {
            variables.add(name);
        }

        assertThat(warnings()).containsExactly("unknown setting " + name + "; did you mean " + meant + "?");
    }

    @Test
    void channelWhoseFileIsMissingIsAPossibility() {
        variables.add("SPOT_CHANNEL_TEAM_WEBHOOK");

        assertThat(warnings())
                .containsExactly("unknown setting SPOT_CHANNEL_TEAM_WEBHOOK; did you mean SPOT_CHANNEL_TEAMS_WEBHOOK?"
                        + " A channel of your own needs its file in routes/channels.");
    }

    @Test
    void nameThatIsLikeNoOtherIsReported() {
        variables.add("SPOT_XYZZY_PLUGH_QUUX");

        assertThat(warnings())
                .containsExactly("unknown setting SPOT_XYZZY_PLUGH_QUUX; docs/configuration.md lists all there are");
    }

    @Test
    void fileOfASecretIsKnownAndThatOfAnotherSettingIsNot() {
        variables.addAll(Set.of("SMTP_PASSWORD_FILE", "SPOT_STORE_PASSWORD_FILE", "SPOT_CHANNEL_TEAM_WEBHOOK_FILE"));
        assertThat(warnings()).isEmpty();

        variables.add("SPOT_QUEUE_FILE");
        assertThat(warnings()).containsExactly("unknown setting SPOT_QUEUE_FILE; did you mean SPOT_QUEUE?");
    }

    @Test
    void optionsOfAChannelOfOnesOwnAreKnownOnceItHasAFile() throws IOException {
        Files.copy(Path.of("routes/templates/email.camel.yaml"), routes.resolve("templates/email.camel.yaml"));
        variables.addAll(Set.of("SPOT_CHANNEL_TEAM_MAIL_CC", "SPOT_CHANNEL_TEAM_MAIL_FALLBACK"));
        properties.put("spot.channel.team-mail.to", "team@example.com");
        properties.put("spot.channel.team-mail.subject", "that of the channel email counts");
        assertThat(warnings()).hasSize(4);

        channel("team-mail", "- templatedRoute: {routeTemplateRef: email}");

        assertThat(warnings()).singleElement().asString().startsWith("unknown setting spot.channel.team-mail.subject");
    }

    @Test
    void whatTheOperatorsOwnFilesNameIsKnown() throws IOException {
        channel("journal", "uri: file:{{spot.journal.folder}}?fileName={{env:SPOT_JOURNAL_FILE}}");
        properties.put("spot.journal.folder", "logs");
        properties.put("spot.prefix", "blue");
        properties.put("spot.queue", "{{spot.prefix}}-{{env:SPOT_STAGE:test}}");
        variables.addAll(Set.of("SPOT_JOURNAL_FILE", "SPOT_STAGE"));

        assertThat(warnings()).isEmpty();
    }

    @Test
    void whatKubernetesSaysOfServicesIsNoSetting() {
        Set<String> ofService = Set.of(
                "SPOT_ALERTS_SERVICE_HOST",
                "SPOT_ALERTS_SERVICE_PORT",
                "SPOT_ALERTS_PORT",
                "SPOT_ALERTS_PORT_80_TCP_ADDR");
        variables.addAll(ofService);
        assertThat(warnings()).isEmpty();

        variables.remove("SPOT_ALERTS_SERVICE_HOST");
        assertThat(warnings()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "spot.queue.visibility-timeout,14,SPOT_QUEUE_VISIBILITY_TIMEOUT (spot.queue.visibility-timeout): \"14\" is shorter",
        "spot.enrich.timeout,30s,SPOT_ENRICH_TIMEOUT (spot.enrich.timeout): \"30s\" is not shorter",
        "spot.store.retention,95h,SPOT_STORE_RETENTION (spot.store.retention): \"95h\" is shorter"
    })
    void valueThatIsHardlyMeantIsReported(String property, String value, String warning) {
        properties.put(property, value);

        assertThat(warnings()).singleElement().asString().startsWith(warning);
    }

    @Test
    void valueThatIsBadIsLeftToTheSettings() {
        properties.put("spot.queue.visibility-timeout", "long");
        properties.put("spot.store.retention", "for ever");

        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CRITICAL_SERVICE,CRITICAL_SERVICES",
        "ENABLE_GOOGLE_CHAT,ENABLE_CHAT",
        "SLACK_WEBHOOK,SLACK_WEBHOOK_URL",
        "SNS_TOPIC,SNS_TOPIC_ARN",
        "SMTP_USER,SMTP_USERNAME",
        "SMTP_PASSWD,SMTP_PASSWORD",
        "EMAIL_RECIPIENT_TO,EMAIL_TO",
        "MAINTENANCE_WINDOW,MAINTENANCE_WINDOWS"
    })
    void variableThatIsNearlyOneOfTheProgramsIsReported(String name, String meant) {
        variables.add(name);

        assertThat(warnings()).containsExactly("unknown setting " + name + "; did you mean " + meant + "?");
    }

    @Test
    void variablesOfOthersAreTheirOwn() {
        variables.addAll(Set.of(
                "_",
                "__",
                "HOME",
                "LANG",
                "JAVA_OPTS",
                "EMAIL",
                "SLACK_CHANNEL",
                "SMTP_SERVER",
                "ENABLE_METRICS",
                "JIRA_HOME",
                "AWS_REGION",
                "WEBHOOK",
                "KUBERNETES_SERVICE_HOST",
                "CRITICAL",
                "ENABLE_TRACING",
                "SNS"));

        assertThat(warnings()).isEmpty();
    }

    @Test
    void variableWrittenAsAPropertyIsReportedWithThePropertysName() {
        properties.put("ENABLE_SNS", "true");

        assertThat(warnings())
                .containsExactly("ENABLE_SNS is read from the environment only; in application.properties write"
                        + " spot.channel.sns.enabled");
    }
}
