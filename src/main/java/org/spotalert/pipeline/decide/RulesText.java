package org.spotalert.pipeline.decide;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.platform.file.YamlText;

/** Reads the text of the rules file. */
public final class RulesText {

    private RulesText() {}

    /** The whole file. */
    private record Entries(
            @JsonProperty("maintenance-windows") @Nullable List<@Nullable WindowEntry> maintenanceWindows) {}

    /**
     * The maintenance windows of the text.
     *
     * @throws IllegalArgumentException saying what is wrong, in one line that a reader bears
     */
    public static List<MaintenanceWindow> windows(String text) {
        Set<String> names = new HashSet<>();
        return YamlText.entries(
                YamlText.read(text, Entries.class)
                        .map(Entries::maintenanceWindows)
                        .orElse(List.of()),
                (entry, number) -> "maintenance window "
                        + (entry == null || entry.name() == null ? "number " + number : entry.name()),
                entry -> {
                    if (entry.name() != null && !names.add(entry.name())) {
                        throw new IllegalArgumentException("the name is there twice");
                    }
                    return entry.toWindow();
                });
    }
}
