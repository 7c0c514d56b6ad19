package org.spotalert.pipeline.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.text.JsonObject;

/** The event pattern of a rule: what it lets through, and of chatty events no more than is needed. */
public final class EventRulePattern {

    /** What AWS has taken, whether it has announced that or not. */
    private static final JsonObject EVICTION = new JsonObject()
            .with("source", List.of(InterruptionKind.INTERRUPTION_WARNING.source()))
            .with("detail-type", List.of(EvictionDetail.DETAIL_TYPE))
            .with("detail", new JsonObject().with("eventName", List.of(EvictionDetail.EVENT_NAME)));

    private EventRulePattern() {}

    /** The pattern for these kinds, one alternative each; see "Event patterns" in the EventBridge guide. */
    public static String of(Set<InterruptionKind> kinds) {
        return of(kinds, false);
    }

    /** The same, and for the program's own canary if that is on. */
    public static String of(Set<InterruptionKind> kinds, boolean canary) {
        List<JsonObject> alternatives = new ArrayList<>(Arrays.stream(InterruptionKind.values())
                .filter(kind -> kind.announced() && kinds.contains(kind))
                .flatMap(kind -> kind == InterruptionKind.INTERRUPTION_WARNING
                        ? Stream.of(alternative(kind), EVICTION)
                        : Stream.of(alternative(kind)))
                .toList());
        if (canary) {
            alternatives.add(new JsonObject()
                    .with("source", List.of(RecoveryCheck.SOURCE))
                    .with("detail-type", List.of(CanaryEvent.DETAIL_TYPE)));
        }
        // A single alternative is no choice, which EventBridge refuses.
        JsonObject pattern =
                alternatives.size() == 1 ? alternatives.get(0) : new JsonObject().with("$or", alternatives);
        return pattern.toString();
    }

    private static JsonObject alternative(InterruptionKind kind) {
        return new JsonObject()
                .with("source", List.of(kind.source()))
                .with("detail-type", kind.detailTypes())
                .with("detail", detail(kind));
    }

    /** Null where every event of the type is wanted. */
    private static @Nullable JsonObject detail(InterruptionKind kind) {
        return switch (kind) {
            case STATE_CHANGE -> new JsonObject().with("state", List.of("stopping", "shutting-down", "terminated"));
            case TASK_INTERRUPTION ->
                new JsonObject().with("stopCode", List.of("SpotInterruption", "TerminationNotice"));
            case SCHEDULED_CHANGE ->
                new JsonObject().with("service", List.of("EC2")).with("eventTypeCategory", List.of("scheduledChange"));
            default -> null;
        };
    }
}
