package org.spotalert.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.MotoServer;
import org.spotalert.local.WebhookReceiver;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** The stacks of deploy/, made by the local CloudFormation, and the program with what their task definition gives it. */
class DeployIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String EXTERNAL_ID = "spot-alerts-42";
    private static final List<String> ACCOUNTS = List.of("111122223333", "444455556666", "777788889999");
    private static final List<String> REGIONS = List.of(AwsWorld.REGION, "us-east-2");

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsCredentialsProvider OWN =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final WebhookReceiver CHAT = WebhookReceiver.start(0);
    private static final WebhookReceiver SLACK = WebhookReceiver.start(0);
    private static final WebhookReceiver OWN_HOOK = WebhookReceiver.start(0);

    private static Map<String, String> environment = Map.of();
    private static Stack central = new Stack(Map.of(), Map.of());
    private static AppProcess program;

    @BeforeAll
    static void deploy() throws IOException {
        AWS.cluster("tools");
        central = create(Map.of(
                "SnsTopicArn", AWS.topic("on-call"),
                "SmsTopicArn", AWS.topic("phones"),
                "GoogleChatWebhookSecretArn", secret("chat", CHAT.url() + "/v1/spaces/T/messages?key=k&token=t"),
                "SlackWebhookSecretArn", parameter("/spot/slack", SLACK.url() + "/services/T/B/x"),
                "ConfigSecretArn", secret("settings", settings()),
                "WebhookAllowedHosts", hosts(CHAT, SLACK, OWN_HOOK),
                "MemberAccounts", String.join(",", ACCOUNTS),
                "ExternalId", EXTERNAL_ID));
        environment = new HashMap<>(new TaskEnvironment(MOTO.endpoint(), OWN).of(central.output("TaskDefinitionArn")));
        // On ECS the agent gives the role's credentials; the endpoint is this machine's.
        environment.put("AWS_ENDPOINT_URL", MOTO.endpoint().toString());
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        // What the local AWS answers slowly where many tests run is not missing.
        environment.put("SPOT_ENRICH_TIMEOUT", "20s");
        // No file can be written: the file system of the task is read-only.
        environment.put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=/proc/none");
        program = AppProcess.startExactly(environment, Path.of("target/deploy-program.log"));
        program.awaitReady();
    }

    @AfterAll
    static void stop() {
        program.close();
        List.of(CHAT, SLACK, OWN_HOOK).forEach(WebhookReceiver::close);
        AWS.close();
        MOTO.close();
    }

    private static Stack create(Map<String, String> channels) throws IOException {
        Map<String, String> parameters = new HashMap<>(Stack.REQUIRED);
        parameters.putAll(channels);
        return Stack.create(
                MOTO.endpoint(), AwsWorld.REGION, OWN, "spot-alerts-" + channels.size(), Stack.CENTRAL, parameters);
    }

    private static String hosts(WebhookReceiver... receivers) {
        return Stream.of(receivers)
                .map(receiver -> receiver.url().substring("http://".length()))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
    }

    private static <C, B extends AwsClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(MOTO.endpoint())
                .region(Region.of(AwsWorld.REGION))
                .credentialsProvider(OWN)
                .build();
    }

    /** A channel whose settings are in one secret, which the program reads itself. */
    private static String settings() {
        return """
                {"ENABLE_WEBHOOK": "true", "WEBHOOK_URL": "%s/alerts",
                "WEBHOOK_SECRET": "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"}""".formatted(OWN_HOOK.url());
    }

    private static String secret(String name, String value) {
        try (SecretsManagerClient secrets = client(SecretsManagerClient.builder())) {
            return secrets.createSecret(request -> request.name(name).secretString(value))
                    .arn();
        }
    }

    private static String parameter(String name, String value) {
        try (SsmClient ssm = client(SsmClient.builder())) {
            ssm.putParameter(request -> request.name(name).value(value).type(ParameterType.SECURE_STRING));
            return "arn:aws:ssm:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":parameter" + name;
        }
    }

    /** A cluster with a service of two tasks, one of them on a Spot Instance that AWS takes now. */
    private static Member interrupted(AwsWorld world, String cluster) {
        world.cluster(cluster);
        world.service(cluster, "checkout", 2);
        Member member = world.members(cluster, 1).get(0);
        world.tasks(member, "service:checkout", 1);
        world.putEvent(
                "EC2 Spot Instance Interruption Warning",
                member.instanceId(),
                "{\"instance-id\":\"%s\",\"instance-action\":\"terminate\"}".formatted(member.instanceId()));
        return member;
    }

    @Test
    void eventOnBusOfStackReachesEveryChannel() {
        Member member = interrupted(AWS, "shop");

        List<Message> called = new ArrayList<>();
        List<Message> texted = new ArrayList<>();
        await().atMost(SOON).untilAsserted(() -> {
            called.addAll(AWS.messages("on-call"));
            texted.addAll(AWS.messages("phones"));
            assertThat(CHAT.naming(member.instanceId())).isEqualTo(1);
            assertThat(SLACK.naming(member.instanceId())).isEqualTo(1);
            assertThat(OWN_HOOK.naming(member.instanceId())).isEqualTo(1);
            assertThat(called)
                    .anySatisfy(message -> assertThat(message.body()).contains(member.instanceId(), "checkout"));
            assertThat(texted).anySatisfy(message -> assertThat(message.body()).contains("checkout", " in shop "));
        });
    }

    @Test
    void checkFindsNothingWrong() throws InterruptedException {
        try (AppProcess check = AppProcess.startExactly(environment, Path.of("target/deploy-check.log"), "check")) {
            assertThat(check.awaitExit()).as(check.output()).isZero();
            assertThat(check.output()).doesNotContain("FAIL");
        }
    }

    @Test
    void checkNamesWhatIsMissingInOtherAccount() throws IOException, InterruptedException {
        String account = "222233334444";
        Map<String, String> parameters = new HashMap<>(central.forMembers());
        parameters.put("ExternalId", EXTERNAL_ID);
        Stack.create(MOTO.endpoint(), AwsWorld.REGION, in(account), "member", Stack.MEMBER, parameters);
        try (AwsWorld world = new AwsWorld(MOTO.endpoint(), AwsWorld.REGION, in(account))) {
            world.cluster("far");
        }

        assertThat(check(Map.of("SPOT_ACCOUNTS", account)))
                .containsPattern(
                        "account 222233334444 +ok +lookups as arn:aws:iam::222233334444:role/spot-alerts-lookup");
        // The role of the stack was made without the right to drain.
        assertThat(check(Map.of("SPOT_ACCOUNTS", account, "SPOT_DRAIN", "true")))
                .containsPattern("account 222233334444 +warning +arn:aws:iam::222233334444:role/spot-alerts-lookup"
                        + " may not call ecs:UpdateContainerInstancesState")
                .contains("-> allow them to that role in the account, as deploy/member.yaml does");
        assertThat(check(Map.of("SPOT_ACCOUNTS", account, "SPOT_ASSUME_ROLE_EXTERNAL_ID", "another")))
                .containsPattern(
                        "account 222233334444 +failed +arn:aws:iam::222233334444:role/spot-alerts-lookup: AccessDenied")
                .contains("its trust policy name arn:aws:", "ask for the external id of SPOT_ASSUME_ROLE_EXTERNAL_ID");
    }

    private static String check(Map<String, String> changes) throws InterruptedException {
        Map<String, String> changed = new HashMap<>(environment);
        changed.putAll(changes);
        try (AppProcess check = AppProcess.startExactly(changed, Path.of("target/deploy-check.log"), "check")) {
            check.awaitExit();
            return check.output();
        }
    }

    static Stream<List<String>> places() {
        return ACCOUNTS.stream().flatMap(account -> REGIONS.stream().map(region -> List.of(account, region)));
    }

    @ParameterizedTest
    @MethodSource("places")
    void eventOfMemberArrivesFromWhereItIsAndIsLookedUpThere(List<String> place) throws IOException {
        String account = place.get(0);
        String region = place.get(1);
        AwsCredentialsProvider credentials = in(account);
        Map<String, String> parameters = new HashMap<>(central.forMembers());
        parameters.put("ExternalId", EXTERNAL_ID);
        Stack member = Stack.create(MOTO.endpoint(), region, credentials, "member", Stack.MEMBER, parameters);

        // The role of an account is made once, in the Region of the queue.
        assertThat(member.resources().containsKey("LookupRole")).isEqualTo(region.equals(AwsWorld.REGION));
        assertThatThrownBy(() -> assume(account, "spot-alerts-lookup", "another"))
                .isInstanceOf(StsException.class);
        try (AwsWorld world = new AwsWorld(MOTO.endpoint(), region, credentials)) {
            String instance =
                    interrupted(world, "far-" + account + "-" + region).instanceId();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(program.output().lines())
                            .filteredOn(line -> line.contains(instance) && line.contains("\"severity\""))
                            .anySatisfy(line -> assertThat(line)
                                    .contains(
                                            "\"account\":\"" + account + "\"",
                                            "\"region\":\"" + region + "\"",
                                            "\"cluster\":\"far-" + account + "-" + region + "\"",
                                            "\"services\":1",
                                            "\"completeness\":\"COMPLETE\"")));
        }
    }

    private static AwsCredentialsProvider in(String account) {
        Credentials credentials = assume(account, "administrator", null);
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
    }

    private static Credentials assume(String account, String role, @Nullable String externalId) {
        try (StsClient sts = client(StsClient.builder())) {
            return sts.assumeRole(request -> request.roleArn("arn:aws:iam::" + account + ":role/" + role)
                            .roleSessionName("deploy")
                            .externalId(externalId))
                    .credentials();
        }
    }

    @Test
    void stackWithoutChannelIsRefusedWithWhatIsMissing() {
        assertThatThrownBy(() -> create(Map.of()))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("give at least one channel");
    }

    @Test
    void halfAChannelIsRefusedWithWhatIsMissing() {
        assertThatThrownBy(() -> create(Map.of("SmtpHost", "smtp.example.com")))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("SmtpHost needs EmailFrom and EmailTo");
    }
}
