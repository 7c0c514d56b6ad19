package org.spotalert.pipeline.intake;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.settings.SettingsReader;

/**
 * How messages are read from the queue.
 *
 * @param visibilityTimeout how long a received message stays hidden from other consumers
 * @param waitTime how long a poll of an empty queue lasts
 * @param kinds the kinds of events that are notified
 * @param canary whether events of the program's own come through the rule
 * @param provisionedRule the name of the EventBridge rule to make; null to make none
 */
public record IntakeSettings(
        QueueAddress queue,
        Duration visibilityTimeout,
        Duration waitTime,
        Set<InterruptionKind> kinds,
        Batch batch,
        boolean canary,
        @Nullable String provisionedRule) {

    /**
     * How messages are gathered into batches.
     *
     * @param period the shortest time between two batches
     * @param late how long late notices are gathered
     * @param maxInFlight how many notices may wait or be under way
     */
    public record Batch(Duration period, Duration late, int maxInFlight) {}

    public static Supplier<IntakeSettings> read(SettingsReader reader) {
        Supplier<QueueAddress> queue = queue(reader);
        Supplier<Integer> visibilityTimeout = reader.required(
                "spot.queue.visibility-timeout", "a number of seconds", SettingsReader.number(2, 43_200));
        Supplier<Integer> waitTime =
                reader.required("spot.queue.wait-time", "a number of seconds", SettingsReader.number(0, 20));
        Supplier<Set<InterruptionKind>> kinds = kinds(reader);
        Supplier<Batch> batch = batch(reader);
        boolean canary = reader.flag("spot.canary");
        boolean provision = reader.flag("spot.provision");
        Supplier<String> rule = reader.required(
                "spot.provision.rule",
                "the rule's name",
                SettingsReader.form("[A-Za-z0-9._-]{1,64}", "\"%s\" is not the name of a rule"));
        return () -> new IntakeSettings(
                queue.get(),
                Duration.ofSeconds(visibilityTimeout.get()),
                Duration.ofSeconds(waitTime.get()),
                kinds.get(),
                batch.get(),
                canary,
                provision ? rule.get() : null);
    }

    public static Supplier<QueueAddress> queue(SettingsReader reader) {
        return reader.required(
                "spot.queue", "the name, URL or ARN of the SQS queue that EventBridge fills", QueueAddress::parse);
    }

    private static Supplier<Batch> batch(SettingsReader reader) {
        // A notice comes two minutes before the end: waiting may take half of that, and no more.
        Supplier<Duration> period = reader.duration("spot.batch.interval", "0s", "1m");
        // What is late has lost its hurry; its messages are kept from others as long as it waits.
        Supplier<Duration> late = reader.duration("spot.batch.late", "0s", "10m");
        Supplier<Integer> maxInFlight =
                reader.required("spot.batch.max-in-flight", "a number of messages", SettingsReader.number(1, 100_000));
        return () -> new Batch(period.get(), late.get(), maxInFlight.get());
    }

    /** Which kinds of events people want to know of. */
    public static Supplier<Set<InterruptionKind>> kinds(SettingsReader reader) {
        return reader.required(
                "spot.events",
                "the kinds of events to notify, separated by commas",
                text -> Stream.of(text.split(","))
                        .map(name -> kind(name.trim()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(InterruptionKind.class))));
    }

    private static InterruptionKind kind(String name) {
        Map<String, InterruptionKind> kinds = Stream.of(InterruptionKind.values())
                .filter(InterruptionKind::announced)
                .collect(Collectors.toMap(
                        InterruptionKind::settingName, kind -> kind, (one, other) -> one, LinkedHashMap::new));
        return Optional.ofNullable(kinds.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + name + "\" is not a kind of event; give some of " + List.copyOf(kinds.keySet())));
    }
}
