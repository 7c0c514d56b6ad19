package org.spotalert.pipeline.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.spotalert.model.InterruptionKind;

/** The event pattern of a rule: what it lets through, and of chatty events no more than is needed. */
public final class EventRulePattern {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EventRulePattern() {}

    /** The pattern for these kinds, one alternative each; see "Event patterns" in the EventBridge guide. */
    public static String of(Set<InterruptionKind> kinds) {
        ObjectNode pattern = JSON.createObjectNode();
        ArrayNode alternatives = pattern.putArray("$or");
        Arrays.stream(InterruptionKind.values())
                .filter(kinds::contains)
                .forEach(kind -> alternatives.add(alternative(kind)));
        // A single alternative is no choice, which EventBridge refuses.
        return alternatives.size() == 1 ? alternatives.get(0).toString() : pattern.toString();
    }

    private static ObjectNode alternative(String source, List<String> detailTypes) {
        ObjectNode alternative = JSON.createObjectNode();
        alternative.putArray("source").add(source);
        detailTypes.forEach(alternative.putArray("detail-type")::add);
        return alternative;
    }

    private static ObjectNode alternative(InterruptionKind kind) {
        ObjectNode alternative = alternative(kind.source(), kind.detailTypes());
        switch (kind) {
            case STATE_CHANGE ->
                alternative
                        .putObject("detail")
                        .putArray("state")
                        .add("stopping")
                        .add("shutting-down")
                        .add("terminated");
            case TASK_INTERRUPTION ->
                alternative
                        .putObject("detail")
                        .putArray("stopCode")
                        .add("SpotInterruption")
                        .add("TerminationNotice");
            case SCHEDULED_CHANGE -> {
                ObjectNode detail = alternative.putObject("detail");
                detail.putArray("service").add("EC2");
                detail.putArray("eventTypeCategory").add("scheduledChange");
            }
            default -> {
                // Every event of this type is wanted.
            }
        }
        return alternative;
    }
}
