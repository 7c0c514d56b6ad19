package org.spotalert.pipeline.intake;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;

/** Which kinds of events people want to know of. */
public final class EventSettings {

    private EventSettings() {}

    /**
     * Reads and checks this setting, and no others.
     *
     * @param properties a property's value, with every placeholder resolved
     * @throws InvalidSettingsException when one of the kinds does not exist
     */
    public static Set<InterruptionKind> read(Function<String, Optional<String>> properties) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<Set<InterruptionKind>> kinds = read(reader);
        reader.finish();
        return kinds.get();
    }

    public static Supplier<Set<InterruptionKind>> read(SettingsReader reader) {
        return reader.required(
                "spot.events", "the kinds of events to tell of, separated by commas", EventSettings::kinds);
    }

    private static Set<InterruptionKind> kinds(String text) {
        Set<InterruptionKind> kinds = EnumSet.noneOf(InterruptionKind.class);
        Stream.of(text.split(",")).map(String::trim).map(EventSettings::kind).forEach(kinds::add);
        return kinds;
    }

    private static InterruptionKind kind(String name) {
        return Stream.of(InterruptionKind.values())
                .filter(kind -> kind.settingName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not a kind of event; give some of "
                        + Arrays.stream(InterruptionKind.values())
                                .map(InterruptionKind::settingName)
                                .toList()));
    }
}
