package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A rule, its queue, a cluster and a topic, whose instances AWS takes with EventBridge's word or without it. */
final class ReclaimsWorld implements AutoCloseable {

    static final Duration SOON = Duration.ofMinutes(2);
    private static final String RULE = "notices";

    final MotoServer moto = MotoServer.start();
    final AwsWorld aws = new AwsWorld(moto.endpoint());
    /** The settings of the next program. */
    final Map<String, String> settings = new HashMap<>();
    /** The texts of SNS that name each instance. */
    final Map<String, List<String>> texts = new HashMap<>();

    /** How the way from EventBridge to the queue is broken. */
    enum Silence {
        RULE_DISABLED(aws -> aws.disableRule(RULE)),
        TARGET_REMOVED(aws -> aws.removeTarget(RULE)),
        POLICY_WRONG(aws -> policy(aws, "lambda.amazonaws.com"));

        @SuppressWarnings("ImmutableEnumChecker") // Each is a method without state.
        private final Consumer<AwsWorld> breaks;

        Silence(Consumer<AwsWorld> breaks) {
            this.breaks = breaks;
        }
    }

    ReclaimsWorld() {
        aws.queue("spot", 5);
        aws.cluster("blue");
        aws.topic("alerts");
    }

    @Override
    public void close() {
        aws.close();
        moto.close();
    }

    /** As it was before the first test. */
    void reset() {
        moto.clearFaults();
        aws.rule(RULE, "spot");
        aws.enableRule(RULE);
        policy(aws, "events.amazonaws.com");
        texts.clear();
        settings.clear();
        settings.putAll(Map.of(
                "spot.queue", "spot",
                "spot.queue.visibility-timeout", "5",
                "spot.batch.interval", "200ms",
                "spot.request-watch.interval", "1s",
                "spot.store.url", "jdbc:h2:mem:" + UUID.randomUUID(),
                "spot.channel.sns.enabled", "true",
                "spot.channel.sns.topic-arn", "arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":alerts"));
    }

    private static void policy(AwsWorld aws, String service) {
        aws.attributes(
                "spot",
                Map.of(
                        QueueAttributeName.POLICY,
                        AwsWorld.policy("spot", RULE).replace("events.amazonaws.com", service)));
    }

    void silence(Silence how) {
        how.breaks.accept(aws);
    }

    /** So many instances of the cluster, each with a task. */
    List<String> instances(int count) {
        return aws.members("blue", count).stream()
                .peek(member -> aws.tasks(member, "family:web", 1))
                .map(Member::instanceId)
                .toList();
    }

    /** EventBridge has the notice of each. */
    void announce(Collection<String> instances) {
        instances.forEach(id -> aws.putEvent(
                "EC2 Spot Instance Interruption Warning",
                id,
                "{\"instance-id\":\"" + id + "\",\"instance-action\":\"terminate\"}"));
    }

    int looks() {
        return moto.calls().getOrDefault("DescribeSpotInstanceRequests", 0);
    }

    /** The program, which watches. */
    Program program() throws Exception {
        Program program = Program.start(moto.endpoint(), settings);
        moto.resetCalls();
        await("a look").atMost(SOON).until(() -> looks() > 0);
        return program;
    }

    /** How many texts name each of the instances so far. */
    Map<String, Integer> named(Collection<String> instances) {
        aws.messages("alerts")
                .forEach(message -> instances.stream()
                        .filter(message.body()::contains)
                        .forEach(id -> texts.computeIfAbsent(id, any -> new ArrayList<>())
                                .add(message.body())));
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().size()));
    }

    void eachIsNamedOnce(Collection<String> instances) {
        await("alerts").atMost(SOON).until(() -> named(instances).keySet().containsAll(instances));
        await("queue").atMost(SOON).until(() -> aws.depth("spot") == 0);
        assertThat(named(instances).values()).containsOnly(1);
    }
}
