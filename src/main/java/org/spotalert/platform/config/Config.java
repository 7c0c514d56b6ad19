package org.spotalert.platform.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Ordered;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.settings.SettingsReader;

/**
 * The settings of all sources, which count more than application.properties and less than the environment. Those that the
 * program starts with stay as they are; the secrets of channels change while it runs.
 */
public final class Config implements Contexts.LiveProperties, Ordered {

    private final SourceReader reader;
    private final SettingValues start;
    private final AtomicReference<Map<String, String>> secrets;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private Config(SourceReader reader) {
        this.reader = reader;
        this.start = reader.read(SettingValues.none());
        this.secrets = new AtomicReference<>(renewable(start.values()));
    }

    public static Config none() {
        return new Config(new SourceReader(List.of(), name -> Optional.empty(), Map.of()));
    }

    /**
     * Reads the sources. One that cannot be read is a problem and keeps nothing else back.
     *
     * @param properties the properties without the sources; {@code spot.config} lists them
     */
    public static Config read(Function<String, Optional<String>> properties, Map<String, String> environment) {
        // What is no address is left to the check of the settings.
        List<SourceAddress> addresses = new SettingsReader(properties)
                .optional("spot.config", SourceAddress::list)
                .orElse(List.of());
        return new Config(new SourceReader(addresses, properties, environment));
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public int getOrder() {
        return HIGHEST;
    }

    @Override
    public @Nullable String getProperty(String name) {
        return value(name, secrets());
    }

    @Override
    public Optional<String> literal(String name) {
        return literal(name, secrets());
    }

    /** A secret as it would be among these. */
    Optional<String> literal(String name, Map<String, String> renewed) {
        return SettingName.isSecret(name) && System.getProperty(name) == null
                ? Optional.ofNullable(value(name, renewed))
                : Optional.empty();
    }

    private @Nullable String value(String name, Map<String, String> renewed) {
        if (!name.startsWith("spot.") && !name.startsWith("aws.")) {
            return null;
        }
        return (SettingName.isRenewable(name) ? renewed : start.values()).get(SettingName.of(name));
    }

    @Override
    public <T> T together(Supplier<T> reads) {
        lock.readLock().lock();
        try {
            return reads.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The secrets that channels use now. */
    Map<String, String> secrets() {
        return Objects.requireNonNull(secrets.get());
    }

    /** Lets channels use these secrets from their next message on. */
    void use(Map<String, String> renewed) {
        lock.writeLock().lock();
        try {
            secrets.set(Map.copyOf(renewed));
        } finally {
            lock.writeLock().unlock();
        }
    }

    public boolean isEmpty() {
        return start.states().isEmpty();
    }

    SettingValues readAgain(SettingValues before) {
        return reader.read(before);
    }

    static Map<String, String> renewable(Map<String, String> values) {
        return values.entrySet().stream()
                .filter(value -> SettingName.isRenewableVariable(value.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the sources said at the start. */
    SettingValues start() {
        return start;
    }

    public List<State> states() {
        return start.states();
    }

    /** One line for each source that could not be read at the start. */
    public List<String> problems() {
        return start.problems();
    }

    /** The names of all settings in the sources, as variables. */
    public Set<String> names() {
        return start.values().keySet();
    }

    /** The source that the value of this property came from at the start. */
    public Optional<String> origin(String property) {
        return start.origin(SettingName.of(property));
    }

    /**
     * How a source fares.
     *
     * @param source its name, as {@code spot.config} lists it, or the variable that names a file
     * @param settings how many settings it has, of the last time that it could be read
     * @param problem why it cannot be read now, and what to do
     * @param denied the IAM action that AWS refuses; null for none
     */
    public record State(
            String source,
            int settings,
            Optional<String> problem,
            @Nullable String denied) {}
}
