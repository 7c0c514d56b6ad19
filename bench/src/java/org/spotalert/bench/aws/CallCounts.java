package org.spotalert.bench.aws;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How often each action was called, and how often AWS refused it because a bucket was empty. */
public final class CallCounts {

    private final Map<String, AtomicInteger> lookups = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> others = new ConcurrentHashMap<>();
    private final AtomicInteger throttled = new AtomicInteger();

    /**
     * The counts at one moment.
     *
     * @param lookups the calls to EC2 and ECS by action, the refused ones among them
     * @param others the calls to SQS, SNS and the rest by action
     * @param throttled how many were refused
     */
    public record Snapshot(Map<String, Integer> lookups, Map<String, Integer> others, int throttled) {

        /** All calls to EC2 and ECS. */
        public int totalLookups() {
            return lookups.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** All calls to ECS: EC2's lookups are of another account-wide budget. */
        public int totalEcs() {
            return totalLookups() - lookups.getOrDefault("DescribeInstances", 0);
        }
    }

    void add(AwsCall call) {
        boolean lookup = call.service().equals("ec2") || call.service().equals("ecs");
        (lookup ? lookups : others)
                .computeIfAbsent(call.action(), added -> new AtomicInteger())
                .incrementAndGet();
    }

    void addThrottled() {
        throttled.incrementAndGet();
    }

    /** The counts so far. */
    public Snapshot snapshot() {
        return new Snapshot(copy(lookups), copy(others), throttled.get());
    }

    private static Map<String, Integer> copy(Map<String, AtomicInteger> counts) {
        Map<String, Integer> copy = new TreeMap<>();
        counts.forEach((action, count) -> copy.put(action, count.get()));
        return copy;
    }
}
