package org.spotalert.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;

/** Settings in Parameter Store and Secrets Manager. */
class SourcesIT {

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final AwsWorld ELSEWHERE = new AwsWorld(MOTO.endpoint(), "eu-central-1");

    @BeforeAll
    static void aws() {
        System.setProperty("aws.endpointUrl", MOTO.endpoint().toString());
        System.setProperty("aws.region", AwsWorld.REGION);
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    @AfterAll
    static void tearDown() {
        System.clearProperty("aws.endpointUrl");
        System.clearProperty("aws.region");
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        AWS.close();
        ELSEWHERE.close();
        MOTO.close();
    }

    @AfterEach
    void allWell() {
        MOTO.clearFaults();
    }

    private static Config config(String sources) {
        return Config.read(name -> name.equals("spot.config") ? Optional.of(sources) : Optional.empty(), Map.of());
    }

    @Test
    void treeIsReadInPagesAndDecrypted() {
        for (int number = 0; number < 25; number++) {
            AWS.parameter("/tree/spot.channel.team-" + number + ".webhook", "https://example.com/" + number);
        }
        AWS.parameter("/tree/smtp/password", "secret");
        AWS.parameter("/tree/smtp/from_email", "alerts@example.com");
        AWS.parameter("/tree/email/to", "a@example.com,b@example.com");
        AWS.parameter("/tree-of-others/SPOT_QUEUE", "other");
        MOTO.resetCalls();
        Config config = config("ssm:/tree/");

        assertThat(config.problems()).isEmpty();
        assertThat(MOTO.calls()).containsEntry("GetParametersByPath", 3);
        assertThat(config.getProperty("spot.channel.team-24.webhook")).isEqualTo("https://example.com/24");
        assertThat(config.getProperty("spot.channel.email.password")).isEqualTo("secret");
        assertThat(config.getProperty("spot.channel.email.from")).isEqualTo("alerts@example.com");
        assertThat(config.getProperty("spot.channel.email.to")).isEqualTo("a@example.com,b@example.com");
        assertThat(config.getProperty("spot.queue")).isNull();
    }

    @Test
    void secretIsReadByItsNameOrItsArnInItsRegion() {
        AWS.secret("here", "{\"SPOT_QUEUE\":\"spot\",\"SMTP_PORT\":25}");
        ELSEWHERE.secret("there", "{\"spot.clusters\":\"blue\"}");
        Config config = config("secretsmanager:here,secretsmanager:arn:aws:secretsmanager:eu-central-1:"
                + AwsWorld.ACCOUNT + ":secret:there");

        assertThat(config.problems()).isEmpty();
        assertThat(config.getProperty("spot.queue")).isEqualTo("spot");
        assertThat(config.getProperty("spot.channel.email.port")).isEqualTo("25");
        assertThat(config.getProperty("spot.clusters")).isEqualTo("blue");
    }

    @Test
    void whatIsMissingIsSaid() {
        AWS.secret("plain", "geheim");

        assertThat(config("ssm:/nothing,secretsmanager:none,secretsmanager:plain")
                        .problems())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .isEqualTo("the settings of ssm:/nothing cannot be read: there is no parameter beneath"
                                        + " /nothing; correct the path, or AWS_REGION (eu-west-1)"),
                        line -> assertThat(line)
                                .startsWith("the settings of secretsmanager:none cannot be read:"
                                        + " ResourceNotFoundException: "),
                        line -> assertThat(line)
                                .startsWith("the settings of secretsmanager:plain cannot be read: it is not JSON")
                                .doesNotContain("geheim"));
    }

    @Test
    void throttlingIsTriedAgainAndSaidWhenItGoesOn() {
        AWS.parameter("/busy/SPOT_QUEUE", "spot");
        MOTO.fail("GetParametersByPath", "ThrottlingException", 400, 2);
        assertThat(config("ssm:/busy").getProperty("spot.queue")).isEqualTo("spot");

        MOTO.fail("GetParametersByPath", "ThrottlingException", 400, 1000);
        assertThat(config("ssm:/busy").problems())
                .singleElement()
                .asString()
                .startsWith("the settings of ssm:/busy cannot be read: ThrottlingException: made to fail; ");
    }

    /** What both services have said to others whose role lacked the key. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ssm:/locked           | GetParametersByPath | parameter/locked | The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException)
            secretsmanager:locked | GetSecretValue      | secret:locked-*  | Access to KMS is not allowed
            """)
    void keyThatTheRoleMayNotUseIsSaid(String source, String action, String resource, String words) {
        MOTO.fail(action, "AccessDeniedException", 400, 1, words);

        Config config = config(source);

        assertThat(config.problems())
                .containsExactly("the settings of " + source + " cannot be read: AccessDeniedException: " + words
                        + "; allow kms:Decrypt on the key of arn:aws:" + source.replaceFirst(":.*", "")
                        + ":eu-west-1:*:"
                        + resource + " to the program's role");
        assertThat(config.states()).extracting(Config.State::denied).containsExactly("kms:Decrypt");
    }

    /** The right is missing, though the tree is named as the key's service. */
    @Test
    void nameOfTheTreeIsNoKey() {
        MOTO.fail("GetParametersByPath", "AccessDeniedException", 400, 1, "not authorized on parameter/kms/app");

        assertThat(config("ssm:/kms/app").states())
                .extracting(Config.State::denied)
                .containsExactly("ssm:GetParametersByPath");
    }

    @Test
    void roleIsAssumedFirst() {
        AWS.parameter("/own/SPOT_QUEUE", "spot");
        Config config = Config.read(
                name -> Optional.ofNullable(Map.of(
                                "spot.config", "ssm:/own",
                                "spot.assume-role-arn", "arn:aws:iam::111122223333:role/alerts")
                        .get(name)),
                Map.of());

        // The tree of another account.
        assertThat(config.problems()).singleElement().asString().contains("there is no parameter beneath /own");
    }
}
