package org.spotalert.pipeline.intake;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
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
        BatchSettings batch,
        boolean canary,
        @Nullable String provisionedRule) {

    public static Supplier<IntakeSettings> read(SettingsReader reader) {
        Supplier<QueueAddress> queue = queue(reader);
        Supplier<Integer> visibilityTimeout = reader.required(
                "spot.queue.visibility-timeout", "a number of seconds", SettingsReader.number(2, 43_200));
        Supplier<Integer> waitTime =
                reader.required("spot.queue.wait-time", "a number of seconds", SettingsReader.number(0, 20));
        Supplier<Set<InterruptionKind>> kinds = EventSettings.read(reader);
        Supplier<BatchSettings> batch = BatchSettings.read(reader);
        boolean canary = reader.flag("spot.canary");
        boolean provision = reader.flag("spot.provision");
        Supplier<String> rule = reader.required("spot.provision.rule", "the rule's name", IntakeSettings::ruleName);
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

    private static String ruleName(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("\"" + text + "\" is not the name of a rule");
        }
        return text;
    }
}
