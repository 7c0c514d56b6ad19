package org.spotalert.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.settings.SettingsReader;

/** Settings of files, as Camel and the program get them. */
class ConfigTest {

    /** The file that many a Lambda function for this has. */
    private static final String INPUT = """
            {"awsCredentials": {"account_id": "123456789012", "region_name": "eu-north-1", "profile_name": "",
              "role_arn": "arn:aws:iam::123456789012:role/alerts", "access_key": "AKIA1",
              "secret_access_key": "aws-secret", "session_token": ""},
             "smtpCredentials": {"host": "smtp.example.com", "port": "587", "username": "alerts",
              "password": "smtp-secret", "from_email": "alerts@example.com"},
             "emailNotification": {"email_subject": "Interruption", "subject_prefix": "PROD",
              "to": ["one@example.com", "two@example.com"], "cc": [], "bcc": ["three@example.com"]}}""";

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private Config config(String sources) {
        return Config.read(name -> name.equals("spot.config") ? Optional.of(sources) : Optional.empty(), environment);
    }

    private static CamelContext camel(Config config) {
        CamelContext context = new DefaultCamelContext(false);
        context.getPropertiesComponent().setLocation("file:application.properties");
        context.getPropertiesComponent().addPropertiesSource(config);
        return context;
    }

    private static Optional<String> setting(Config config, String property) {
        return Contexts.property(camel(config)).apply(property);
    }

    @ParameterizedTest
    @CsvSource({
        "spot.channel.email.host,smtp.example.com",
        "spot.channel.email.port,587",
        "spot.channel.email.username,alerts",
        "spot.channel.email.password,smtp-secret",
        "spot.channel.email.from,alerts@example.com",
        "spot.channel.email.to,'one@example.com,two@example.com'",
        "spot.channel.email.bcc,three@example.com",
        "spot.channel.email.subject,Interruption",
        "spot.channel.email.subject-prefix,PROD",
        "spot.assume-role-arn,arn:aws:iam::123456789012:role/alerts",
        "aws.region,eu-north-1",
    })
    void fileOfTheLambdaFunctionIsReadAsItIs(String property, String value) throws IOException {
        Config config = config("file:" + file("input.json", INPUT));

        assertThat(setting(config, property)).contains(value);
        assertThat(setting(config, "spot.channel.email.cc")).contains("");
    }

    @Test
    void loginOfThatFileIsUsedUnlessTheEnvironmentHasOne() throws IOException {
        String input = "file:" + file("input.json", INPUT);
        assertThat(awsLogin(config(input))).isEqualTo("AKIA1");

        environment.put("AWS_PROFILE", "ops");
        assertThat(setting(config(input), "aws.login.key")).isEmpty();
        assertThat(setting(config(input), "aws.login.secret")).isEmpty();
    }

    private static String awsLogin(Config config) {
        AwsSettings aws = AwsSettings.read(new SettingsReader(Contexts.property(camel(config))))
                .get();
        assertThat(aws.toString()).doesNotContain("aws-secret", "AKIA1");
        return aws.login().get().resolveCredentials().accessKeyId();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spot.channel.slack.webhook", "SLACK_WEBHOOK_URL", "SPOT_CHANNEL_SLACK_WEBHOOK"})
    void eachNameOfASettingWillDo(String name) throws IOException {
        Config config = config("file:" + file("more.properties", name + " = https://hooks.slack.com/services/T/B/X"));

        assertThat(setting(config, "spot.channel.slack.webhook")).contains("https://hooks.slack.com/services/T/B/X");
    }

    @Test
    void laterSourcesCountMoreAndTheEnvironmentMost() throws IOException {
        String first =
                "file:" + file("first.json", "{\"SPOT_QUEUE\":\"a\",\"spot.clusters\":\"a\",\"ENABLE_SNS\":true}");
        String second = "file:" + file("second.properties", "spot.queue = b\nENABLE_CHAT = true\n");
        environment.put("ENABLE_SNS", "false");
        Config config = config(first + ", " + second);

        assertThat(setting(config, "spot.queue")).contains("b");
        assertThat(setting(config, "spot.clusters")).contains("a");
        assertThat(setting(config, "spot.channel.google-chat.enabled")).contains("true");
        // Left to the environment.
        assertThat(config.getProperty("spot.channel.sns.enabled")).isNull();
        assertThat(config.origin("spot.queue")).contains(second);
        assertThat(config.origin("spot.clusters")).contains(first);
        assertThat(config.origin("spot.routes")).isEmpty();
    }

    @Test
    void otherSettingsOfCamelAreNotTaken() throws IOException {
        Config config = config("file:" + file("a.properties", "camel.main.name = other"));

        assertThat(setting(config, "camel.main.name")).contains("spot-interruption-alerts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{{b}}c", "{{", "x}}y", "back\\\\slash", "\\{{q"})
    void secretIsTakenAsItStands(String secret) throws IOException {
        environment.put("SMTP_PASSWORD_FILE", file("smtp", secret + "\n"));

        assertThat(setting(config(""), "spot.channel.email.password")).contains(secret);
    }

    @Test
    void fileOfASecretCountsMoreThanOtherSources() throws IOException {
        environment.put("SPOT_CHANNEL_TEAM_WEBHOOK_FILE", file("team", "https://example.com/secret\n"));
        environment.put("SPOT_RULES_FILE", "no secret, no file");
        Config config =
                config("file:" + file("a.json", "{\"SPOT_CHANNEL_TEAM_WEBHOOK\":\"https://example.com/other\"}"));

        assertThat(setting(config, "spot.channel.team.webhook")).contains("https://example.com/secret");
        assertThat(config.origin("spot.channel.team.webhook")).contains("SPOT_CHANNEL_TEAM_WEBHOOK_FILE");
        assertThat(config.problems()).isEmpty();
    }

    @Test
    void sourceThatCannotBeReadIsOneLineAndKeepsNothingBack() throws IOException {
        String good = "file:" + file("good.json", "{\"SPOT_QUEUE\":\"spot\"}");
        String bad = file("bad.json", "{\"SPOT_QUEUE\":\"geheim\" \"");
        String list = file("list.json", "[\"geheim\"]");
        environment.put("JIRA_TOKEN_FILE", "/no/such/file");
        Config config = config(good + ",file:" + bad + ",file:" + list);

        assertThat(setting(config, "spot.queue")).contains("spot");
        assertThat(config.problems())
                .containsExactlyInAnyOrder(
                        "the settings of file:" + bad
                                + " cannot be read: it is not JSON: line 1, column 24; correct it there",
                        "the settings of file:" + list + " cannot be read: it is not a JSON object; give one whose"
                                + " members are settings, such as {\"SPOT_QUEUE\": \"spot\"}",
                        "the settings of JIRA_TOKEN_FILE cannot be read: there is no file /no/such/file; mount it, or"
                                + " correct its name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"input.json", "ssm:relative", "file:", "vault:x", "file:a.json,secretsmanager:"})
    void whatIsNoPlaceIsRefused(String text) {
        assertThatThrownBy(() -> SourceAddress.list(text))
                .hasMessageContaining("is no place of settings; give file:NAME, ssm:/PATH or secretsmanager:NAME");
    }

    @Test
    void documentedSecretsAreSecret() throws IOException {
        for (String row : Files.readAllLines(Path.of("docs/configuration.md"))) {
            if (row.startsWith("| `spot.")) {
                String property = row.split("`")[1];
                assertThat(SettingName.isSecret(property)).as(property).isEqualTo(row.contains("(a secret)"));
            }
        }
    }
}
