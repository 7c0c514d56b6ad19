package org.spotalert.platform.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The environment variables that set properties. */
public final class EnvironmentVariable {

    /** The settings that have an environment variable of another name: {@code application.properties} names it. */
    private static final Map<String, String> NAMED = named();

    private EnvironmentVariable() {}

    /** The variable that sets this property: one of a name of its own, or else the property's name in capitals. */
    public static String of(String property) {
        return NAMED.getOrDefault(property, inCapitals(property));
    }

    /** Every variable that sets it: the one in capitals sets it in any case. */
    public static Set<String> all(String property) {
        return new HashSet<>(List.of(of(property), inCapitals(property)));
    }

    /** The variable that sets the same property as this one, of the two that do the one that {@link #of} gives. */
    public static String canonical(String variable) {
        return NAMED.entrySet().stream()
                .filter(named -> inCapitals(named.getKey()).equals(variable))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(variable);
    }

    /** This variable, and the other one that sets the same property. */
    public static Set<String> spellings(String variable) {
        return property(variable).map(EnvironmentVariable::all).orElse(Set.of(variable));
    }

    /** The variables that are not their properties in capitals: these have no SPOT_ in front. */
    public static Set<String> others() {
        return Set.copyOf(NAMED.values());
    }

    /** The property that such a variable sets; nothing for other names. */
    public static Optional<String> property(String variable) {
        return NAMED.entrySet().stream()
                .filter(named -> named.getValue().equals(variable))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Map<String, String> named() {
        Pattern variable = Pattern.compile("\\{\\{env:(\\w+):.*}}");
        Properties defaults = defaults();
        return defaults.stringPropertyNames().stream()
                .filter(property -> property.startsWith("spot."))
                .map(property -> Map.entry(property, variable.matcher(defaults.getProperty(property))))
                .filter(property -> property.getValue().matches())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, property -> property.getValue().group(1)));
    }

    /** All settings of the program with their defaults: its own file has each of them. */
    public static Properties defaults() {
        Properties defaults = new Properties();
        try (InputStream file = EnvironmentVariable.class.getResourceAsStream("/application.properties")) {
            defaults.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return defaults;
    }

    public static String inCapitals(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
