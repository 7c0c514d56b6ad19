package org.spotalert.pipeline.decide;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Scope;
import org.spotalert.platform.settings.EnvironmentVariable;
import org.spotalert.platform.settings.SettingsReader;

/**
 * What decides which alerts are sent, and how bad they are.
 *
 * @param windows the maintenance windows that the settings name
 * @param critical the services that matter; empty for all
 * @param rules the file with further rules, which need not exist; null for none
 * @param enoughCapacity whether alerts are suppressed where there is enough capacity
 * @param criticalBelow the share of its desired tasks below which a service is in danger, in percent
 */
public record SuppressionSettings(
        List<MaintenanceWindow> windows,
        List<NamePattern> critical,
        @Nullable Path rules,
        boolean enoughCapacity,
        int criticalBelow) {

    public static Supplier<SuppressionSettings> read(SettingsReader reader) {
        SuppressionSettings settings = new SuppressionSettings(
                reader.optional("spot.maintenance-windows", SuppressionSettings::windows)
                        .orElse(List.of()),
                reader.optional("spot.critical-services", NamePattern::list).orElse(List.of()),
                reader.optional("spot.rules", Path::of).orElse(null),
                reader.flag("spot.suppress.enough-capacity"),
                reader.optional("spot.severity.critical-below", CriticalBelow::parse)
                        .orElse(CriticalBelow.DEFAULT));
        return () -> settings;
    }

    private static List<MaintenanceWindow> windows(String text) {
        return SettingsReader.parts(text, ";").map(SuppressionSettings::window).toList();
    }

    private static MaintenanceWindow window(String text) {
        return new MaintenanceWindow(
                text,
                Schedules.parse(text),
                Scope.EVERYTHING,
                EnvironmentVariable.of("spot.maintenance-windows"),
                "maintenance",
                null);
    }
}
