package org.spotalert.pipeline.intake;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.settings.SettingsReader;

/** Which kinds of events people want to know of. */
public final class EventSettings {

    private EventSettings() {}

    public static Supplier<Set<InterruptionKind>> read(SettingsReader reader) {
        return reader.required(
                "spot.events", "the kinds of events to notify, separated by commas", EventSettings::kinds);
    }

    private static Set<InterruptionKind> kinds(String text) {
        Set<InterruptionKind> kinds = EnumSet.noneOf(InterruptionKind.class);
        Stream.of(text.split(",")).map(String::trim).map(EventSettings::kind).forEach(kinds::add);
        return kinds;
    }

    private static InterruptionKind kind(String name) {
        return Stream.of(InterruptionKind.values())
                .filter(kind -> kind.announced() && kind.settingName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not a kind of event; give some of "
                        + Arrays.stream(InterruptionKind.values())
                                .filter(InterruptionKind::announced)
                                .map(InterruptionKind::settingName)
                                .toList()));
    }
}
