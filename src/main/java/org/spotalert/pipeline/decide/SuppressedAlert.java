package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.DeliveryKey;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;

/**
 * An alert that nobody was told about, as it is kept: each text as long as its column takes, and without the character that
 * PostgreSQL keeps in no text.
 *
 * @param key what makes two alerts the same
 * @param account null when the notice does not tell
 * @param instanceId the instance, or the Fargate task
 * @param cluster null when it is not known
 * @param services the services that lose tasks, with commas between them; empty when none is known
 */
public record SuppressedAlert(
        String key,
        InterruptionKind kind,
        @Nullable String account,
        String region,
        String instanceId,
        @Nullable String cluster,
        String services,
        Rule rule,
        String reason,
        Instant noticedAt,
        Instant decidedAt) {

    /** The longest reason, in UTF-16 units. */
    static final int LONGEST_REASON = 1000;

    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_REGION = 100;
    private static final int LONGEST_ACCOUNT = 40;

    /** What is kept of an alert that was decided at this time. */
    static SuppressedAlert of(Alert alert, Instant decidedAt) {
        Impact impact = alert.impact();
        Interruption interruption = impact.interruption();
        return new SuppressedAlert(
                fit(DeliveryKey.of(alert).toString(), LONGEST_KEY),
                interruption.kind(),
                interruption.account() == null ? null : fit(interruption.account(), LONGEST_ACCOUNT),
                fit(interruption.region(), LONGEST_REGION),
                fit(interruption.resourceId(), LONGEST_NAME),
                impact.cluster() == null ? null : fit(impact.cluster().name(), LONGEST_NAME),
                fit(
                        impact.services().stream().map(AffectedService::name).collect(Collectors.joining(", ")),
                        LONGEST_REASON),
                alert.decision().rule(),
                fit(alert.decision().reason(), LONGEST_REASON),
                interruption.noticedAt(),
                decidedAt);
    }

    /** The text, or as much of its beginning as is kept. */
    static String fit(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).replace('\0', ' ');
    }
}
