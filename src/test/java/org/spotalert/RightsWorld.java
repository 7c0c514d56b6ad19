package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spotalert.cli.check.Rights;
import org.spotalert.cli.check.Rights.Right;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.LocalIam;
import org.spotalert.local.LocalIam.AccessKey;
import org.spotalert.local.MotoServer;

/** An AWS that enforces IAM, all settings that need a right, and users that have exactly the rights of rights.json. */
final class RightsWorld implements AutoCloseable {

    static final String QUEUE = "spot";
    static final String DEAD_LETTERS = QUEUE + "-dead";
    static final String CLUSTER = "blue";
    static final String MEMBER_ACCOUNT = "111122223333";
    static final String TABLE = "spot-store";

    private static final String RULE = "spot-rule";
    private static final String PATH = "/spot";
    private static final String SECRET = "spot-settings";
    private static final String HERE = AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":";

    /** What stands for the names in rights.json. */
    static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("Partition", "aws"),
            Map.entry("Region", AwsWorld.REGION),
            Map.entry("Account", AwsWorld.ACCOUNT),
            Map.entry("Queue", AwsWorld.queueArn(QUEUE)),
            Map.entry("DeadLetterQueue", AwsWorld.queueArn(DEAD_LETTERS)),
            Map.entry("Topic", "arn:aws:sns:" + HERE + "alerts"),
            Map.entry("Bus", "arn:aws:events:" + HERE + "event-bus/default"),
            Map.entry("Table", "arn:aws:dynamodb:" + HERE + "table/" + TABLE),
            Map.entry("Rule", "arn:aws:events:" + HERE + "rule/" + RULE),
            Map.entry("ConfigPath", PATH),
            Map.entry("ConfigSecret", "arn:aws:secretsmanager:" + HERE + "secret:" + SECRET + "-*"),
            Map.entry("AssumedRole", "arn:aws:iam::*:role/spot-reader"));

    final MotoServer moto = MotoServer.start();
    final AwsWorld aws = new AwsWorld(moto.endpoint());
    final LocalIam iam = new LocalIam(moto);
    final WireMockServer chat = new WireMockServer(wireMockConfig().dynamicPort());

    RightsWorld() {
        chat.start();
        chat.stubFor(post(anyUrl()).willReturn(okJson("{}")));
        // A lease is given back where a channel fails.
        chat.stubFor(post(urlPathEqualTo("/slack"))
                .inScenario("slack")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(notFound())
                .willSetStateTo("works"));
        aws.queue(QUEUE, 5);
        aws.cluster(CLUSTER);
        IntStream.range(0, 12).forEach(number -> aws.cluster("empty-" + number));
        aws.topic("alerts");
        aws.parameter(PATH + "/spot.timezone", "UTC");
        aws.secret(SECRET, "{\"spot.timezone\":\"UTC\"}");
    }

    /** The rights that the program itself uses. */
    static List<Right> ofTheProgram() {
        return Rights.TASK.stream().filter(right -> right.by() == null).toList();
    }

    /** A user who has these rights and no other. */
    AccessKey user(String name, Collection<Right> rights) {
        return iam.user(name, rights.stream().map(RightsWorld::statement).toList());
    }

    static ObjectNode statement(Right right) {
        return Rights.filled(right.statement(), NAMES);
    }

    /** The settings that need every right, with this user's key. */
    Map<String, String> settings(AccessKey key) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "aws.accessKeyId", key.id(),
                "aws.secretAccessKey", key.secret(),
                "spot.queue", QUEUE,
                "spot.queue.visibility-timeout", "5",
                "spot.batch.interval", "1s",
                // What waits so long is hidden for longer.
                "spot.batch.late", "4s",
                "spot.provision", "true",
                "spot.provision.rule", RULE,
                "spot.recovery", "true",
                "spot.recovery.interval", "1s"));
        settings.put("spot.fleet", "true");
        settings.put("spot.fleet.interval", "5s");
        settings.put("spot.audit", "true");
        settings.put("spot.audit.interval", "1s");
        settings.put("spot.config", "ssm:" + PATH + ",secretsmanager:" + SECRET);
        settings.putAll(Map.of(
                "spot.drain",
                "true",
                "spot.store.url",
                "dynamodb:" + TABLE,
                "spot.assume-role-arn",
                "arn:aws:iam::{account}:role/spot-reader",
                "spot.accounts",
                MEMBER_ACCOUNT,
                "spot.channel.sns.topic-arn",
                "arn:aws:sns:" + HERE + "alerts",
                "spot.channel.eventbridge.bus",
                "default"));
        String server = "http://127.0.0.1:" + chat.port();
        settings.put("spot.webhook.allowed-hosts", "127.0.0.1:" + chat.port());
        Stream.of("google-chat", "slack", "teams", "webhook")
                .forEach(name ->
                        settings.put("spot.channel." + name + ".webhook", server + "/" + name + "?key=k&token=t"));
        settings.put("spot.channel.webhook.secret", "whsec_" + "A".repeat(32));
        Stream.of("sns", "eventbridge", "google-chat", "slack", "teams", "webhook")
                .forEach(name -> settings.put("spot.channel." + name + ".enabled", "true"));
        return settings;
    }

    @Override
    public void close() {
        aws.close();
        moto.close();
        chat.stop();
    }
}
