package org.spotalert.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.settings.EnvironmentVariable;
import org.spotalert.platform.settings.RouteFolder;
import org.spotalert.platform.settings.SettingsReader;

/** Settings that the program starts with, although they are hardly what the operator wants. */
public record SettingWarnings(SettingsReader reader, List<String> warnings) {

    /** How long SQS keeps a message unless the queue says otherwise. */
    private static final Duration QUEUE_RETENTION = Duration.ofDays(4);

    /** What the operator has set, settings of the program or not, and the names of variables. Values may be secrets. */
    record Given(Map<String, String> properties, Set<String> variables) {}

    /**
     * Finds them, one line each: its name, what is wrong, what would be right. Values that are bad are left to
     * {@link Settings}.
     *
     * @param properties a property's value, with every placeholder resolved
     */
    static List<String> of(Function<String, Optional<String>> properties, Given given) {
        SettingWarnings warnings = new SettingWarnings(new SettingsReader(properties), new ArrayList<>());
        warnings.visibilityTimeout();
        warnings.retention();
        warnings.warnings.addAll(UnknownSettings.of(given, warnings.reader.optional("spot.routes", RouteFolder::of)));
        return List.copyOf(warnings.warnings);
    }

    /** Finds them among what this context knows, and the variables of settings that live elsewhere. */
    public static List<String> of(CamelContext context, Set<String> sources) {
        Map<String, String> given = new HashMap<>();
        Stream.of(context.getPropertiesComponent().loadProperties(), System.getProperties())
                .forEach(all -> all.stringPropertyNames()
                        .forEach(name -> given.put(name, String.valueOf(all.getProperty(name)))));
        Set<String> variables = new HashSet<>(System.getenv().keySet());
        variables.addAll(sources);
        return of(Contexts.property(context), new Given(given, variables));
    }

    private void visibilityTimeout() {
        String property = "spot.queue.visibility-timeout";
        Optional<Integer> seconds = reader.optional(property, SettingsReader.number(2, 43_200));
        long lease = reader.optional("spot.store.lease", SettingsReader::duration)
                .map(Duration::toSeconds)
                .orElse(0L);
        seconds.filter(value -> value < lease)
                .ifPresent(value -> warn(
                        property,
                        "\"" + value
                                + "\" is shorter than a lease holds: after a crash messages come back in vain; give "
                                + lease + " or more"));
        Optional<Duration> timeout = reader.optional("spot.enrich.timeout", SettingsReader::duration);
        seconds.flatMap(value -> timeout.filter(longest -> longest.compareTo(Duration.ofSeconds(value)) >= 0))
                .ifPresent(longest -> warn(
                        "spot.enrich.timeout",
                        "\"" + reader.text("spot.enrich.timeout")
                                + "\" is not shorter than the visibility timeout: when"
                                + " that cannot be extended, messages come back while their lookups go on; give less, or"
                                + " a longer " + EnvironmentVariable.of(property)));
    }

    private void retention() {
        String property = "spot.store.retention";
        reader.optional(property, SettingsReader::duration)
                .filter(value -> value.compareTo(QUEUE_RETENTION) < 0)
                .ifPresent(value -> warn(
                        property,
                        "\"" + reader.text(property)
                                + "\" is shorter than SQS keeps messages (4 days, if the queue does"
                                + " not say otherwise): what comes back later is sent again; give 96h or more"));
    }

    private void warn(String property, String text) {
        warnings.add(EnvironmentVariable.of(property) + " (" + property + "): " + text);
    }
}
