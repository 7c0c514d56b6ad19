package org.spotalert.aws.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** The event pattern of an EventBridge rule, as far as it decides about events of EC2. */
final class RulePattern {

    private static final String SOURCE = "aws.ec2";

    private final JsonNode pattern;

    private RulePattern(JsonNode pattern) {
        this.pattern = pattern;
    }

    /** @param text the pattern as EventBridge gives it; null for a rule with a schedule instead, which passes nothing on */
    static RulePattern parse(@Nullable String text) {
        try {
            return new RulePattern(new ObjectMapper().readTree(text == null ? "" : text));
        } catch (JsonProcessingException malformed) {
            return new RulePattern(new ObjectMapper().missingNode());
        }
    }

    /** Whether source and detail-type let events of EC2 of this type through; other parts of the pattern may not. */
    boolean passes(String detailType) {
        return pattern.isObject()
                && allows(pattern.path("source"), SOURCE)
                && allows(pattern.path("detail-type"), detailType);
    }

    /** A matcher other than a plain text, such as a prefix, counts as one that allows. */
    private static boolean allows(JsonNode matchers, String value) {
        if (!matchers.isArray()) {
            return matchers.isMissingNode();
        }
        for (JsonNode matcher : matchers) {
            if (!matcher.isTextual() || matcher.textValue().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
