package org.spotalert.model;

import java.util.Arrays;
import java.util.Locale;

/** How bad it is; the name in lower case is the value of message attributes and metric tags. */
public enum Severity {
    /** An early sign: a rebalance recommendation, or a change that is scheduled for later. */
    INFO,
    /** Tasks are lost, and their services can bear it as far as is known. */
    WARNING,
    /** A service keeps less than its share of the desired tasks or none, or a standalone task is lost. */
    CRITICAL;

    /** What a setting of a severity may be, for a reader. */
    public static final String NAMES = "info, warning or critical";

    /**
     * The severity of this name, in any case.
     *
     * @throws IllegalArgumentException saying which names there are
     */
    public static Severity parse(String name) {
        return Arrays.stream(values())
                .filter(severity -> severity.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("\"" + name + "\" is none of info, warning and critical"));
    }

    /** How bad what is known of an interruption is. */
    public static Severity of(Impact impact) {
        InterruptionKind kind = impact.interruption().kind();
        if (!kind.certain()) {
            // Without notices everything that AWS takes comes as a surprise.
            return kind == InterruptionKind.MISSED_CANARY ? WARNING : INFO;
        }
        boolean critical = !impact.standaloneTasks().isEmpty()
                || impact.services().stream().anyMatch(AffectedService::critical);
        return critical ? CRITICAL : WARNING;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
