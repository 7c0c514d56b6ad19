package org.spotalert.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.InterruptionKind;

/** The event pattern of an EventBridge rule, as far as source and type of the events decide. */
record RulePattern(JsonNode pattern) {

    /** @param text the pattern as EventBridge gives it; null for a rule with a schedule instead, which passes nothing on */
    static RulePattern parse(@Nullable String text) {
        try {
            return new RulePattern(new ObjectMapper().readTree(text == null ? "" : text));
        } catch (JsonProcessingException malformed) {
            return new RulePattern(new ObjectMapper().missingNode());
        }
    }

    /**
     * Whether source and detail-type, also those of alternatives ({@code $or}), let events of this kind through under one of
     * its names; other parts of the pattern may not.
     */
    boolean passes(InterruptionKind kind) {
        return kind.detailTypes().stream().anyMatch(type -> passes(kind.source(), type));
    }

    /** Whether source and detail-type let events through; other parts of the pattern may not. */
    boolean passes(String source, String detailType) {
        return passes(pattern, source, detailType);
    }

    private static boolean passes(JsonNode pattern, String source, String detailType) {
        return pattern.isObject()
                && allows(pattern.path("source"), source)
                && allows(pattern.path("detail-type"), detailType)
                && anyPasses(pattern.path("$or"), source, detailType);
    }

    private static boolean anyPasses(JsonNode alternatives, String source, String detailType) {
        return alternatives.isMissingNode()
                || alternatives.valueStream().anyMatch(alternative -> passes(alternative, source, detailType));
    }

    /** A matcher other than a plain text, such as a prefix, counts as one that allows. */
    private static boolean allows(JsonNode matchers, String value) {
        if (!matchers.isArray()) {
            return matchers.isMissingNode();
        }
        return matchers.valueStream()
                .anyMatch(matcher -> !matcher.isTextual() || matcher.textValue().equals(value));
    }
}
