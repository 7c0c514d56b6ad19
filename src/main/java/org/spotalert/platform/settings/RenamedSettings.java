package org.spotalert.platform.settings;

import java.util.Map;
import java.util.Set;

/** The settings that had another name once. An old name stops the start: the default would take effect unnoticed. */
public final class RenamedSettings {

    private static final Map<String, String> PROPERTIES = Map.of(
            "spot.window", "spot.batch.interval",
            "spot.window.late", "spot.batch.late",
            "spot.window.max-in-flight", "spot.batch.max-in-flight",
            "spot.enrich.patience", "spot.enrich.timeout",
            "spot.follow-up", "spot.recovery",
            "spot.follow-up.interval", "spot.recovery.interval",
            "spot.follow-up.patience", "spot.recovery.timeout",
            "spot.follow-up.details", "spot.recovery.details",
            "spot.management.token", "spot.management.password");

    private RenamedSettings() {}

    public static Set<String> names() {
        return PROPERTIES.keySet();
    }

    /** Notes each old name that is set, with the new one. */
    public static void check(SettingsReader reader) {
        PROPERTIES.entrySet().stream()
                .filter(renamed -> reader.isGiven(renamed.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(renamed -> reader.problem(
                        renamed.getKey(),
                        "is now " + EnvironmentVariable.of(renamed.getValue()) + " (" + renamed.getValue()
                                + "); rename it"));
    }
}
