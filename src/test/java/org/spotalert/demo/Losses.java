package org.spotalert.demo;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;

/** The clusters of the demo, and what they lose. */
record Losses(MotoServer moto, AwsWorld aws) {

    static final String QUEUE = "spot-interruptions";
    /** How many tasks each service wants. */
    private static final Map<String, Integer> DESIRED =
            Map.of("checkout", 3, "billing", 1, "web", 60, "cart", 20, "import", 2);

    /**
     * Instances that AWS takes.
     *
     * @param services how many tasks of each service go with them
     * @param tasks the ARNs of these, and of the other tasks
     */
    record Loss(String cluster, Map<String, Integer> services, List<Member> members, List<String> tasks) {

        List<String> instances() {
            return members.stream().map(Member::instanceId).toList();
        }
    }

    /** Makes queue, rule and clusters; and a Spot Instance that runs services, a daemon and a standalone task. */
    Loss production() {
        aws.queue(QUEUE, 5);
        aws.rule(QUEUE, QUEUE);
        services("production", "checkout", "billing");
        services("shop", "web", "cart");
        services("batch", "import");
        aws.daemon("production", "log-agent");
        Member member = aws.members("production", 3).get(1);
        List<String> tasks = Stream.of(
                        aws.tasks(member, "service:checkout", 2),
                        aws.tasks(member, "service:billing", 1),
                        aws.tasks(member, "service:log-agent", 1),
                        aws.tasks(member, "family:nightly-report", 1))
                .flatMap(List::stream)
                .toList();
        return new Loss("production", Map.of("checkout", 2, "billing", 1), List.of(member), tasks);
    }

    private void services(String cluster, String... services) {
        aws.cluster(cluster);
        for (String service : services) {
            aws.service(cluster, service, desired(service));
            moto.service(cluster, service, desired(service), null);
        }
    }

    /** Spot Instances that run a task of the service each. */
    Loss prepare(String cluster, String service, int count) {
        List<Member> members = aws.members(cluster, count);
        List<String> tasks = new ArrayList<>();
        members.forEach(member -> tasks.addAll(aws.tasks(member, "service:" + service, 1)));
        return new Loss(cluster, Map.of(service, count), members, tasks);
    }

    /** EventBridge has an event: EC2 gives notice for the first instance. */
    void event(Loss loss) {
        String instance = loss.instances().get(0);
        aws.putEvent(
                "EC2 Spot Instance Interruption Warning",
                instance,
                "{\"instance-id\":\"%s\",\"instance-action\":\"terminate\"}".formatted(instance));
    }

    /** EC2 gives notice for each instance, at once: what EventBridge puts on the queue. */
    void notice(Loss... losses) {
        aws.sendAll(
                QUEUE,
                Stream.of(losses)
                        .flatMap(loss -> loss.instances().stream())
                        .map(instance -> Events.now("interruption-warning-terminate", instance))
                        .toList());
    }

    /** The tasks stop. */
    void stop(Loss loss) {
        loss.tasks().forEach(task -> aws.stop(loss.members().get(0), task, 0));
        run(loss, (desired, lost) -> desired - lost);
    }

    /** As many tasks run elsewhere. */
    void replace(Loss loss) {
        run(loss, (desired, lost) -> desired);
    }

    private void run(Loss loss, BiFunction<Integer, Integer, Integer> running) {
        loss.services()
                .forEach((service, lost) ->
                        moto.service(loss.cluster(), service, running.apply(desired(service), lost), null));
    }

    private static int desired(String service) {
        return requireNonNull(DESIRED.get(service));
    }
}
