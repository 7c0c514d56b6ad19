package org.spotalert.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.spotalert.channels.ChannelSettings;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.pipeline.audit.AuditSettings;
import org.spotalert.pipeline.decide.Schedules;
import org.spotalert.pipeline.decide.SuppressionSettings;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.pipeline.notify.NotifySettings;
import org.spotalert.pipeline.owner.OwnerSettings;
import org.spotalert.pipeline.recovery.RecoverySettings;
import org.spotalert.pipeline.watch.WatchSettings;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.config.SourceAddress;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.RenamedSettings;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.store.StoreSettings;

/**
 * The tree of the settings. Each room owns a part of it; the program needs all parts, a command some.
 *
 * @param properties a property's value, with every placeholder resolved
 */
public record Settings(Function<String, Optional<String>> properties) {

    private static final List<Part<?>> ALL = List.of(
            AwsSettings::read,
            IntakeSettings::read,
            LookupSettings::read,
            SuppressionSettings::read,
            OwnerSettings::read,
            NotifySettings::read,
            Settings::drain,
            RecoverySettings::read,
            AuditSettings::read,
            WatchSettings::read,
            ManagementSettings::read,
            StoreSettings::read,
            Settings::timezone,
            Settings::routes,
            ChannelSettings::read,
            checkedBy(ChannelSettings::checkFiles),
            checkedBy(SourceAddress::check),
            checkedBy(Settings::camel),
            checkedBy(RenamedSettings::check));

    /** Some settings that are read and checked together, such as {@code AwsSettings::read}. */
    @FunctionalInterface
    public interface Part<T> {

        /** Reads the part, and notes with the reader what is wrong; the value is there when nothing is. */
        Supplier<? extends T> read(SettingsReader reader);
    }

    public static Settings of(CamelContext context) {
        return new Settings(Contexts.property(context));
    }

    /** Checks every part; throws an {@link InvalidSettingsException} that names everything that is wrong. */
    public Settings requireAll() {
        return require(ALL.toArray(Part[]::new));
    }

    /** Checks these parts together, and throws the same. */
    public Settings require(Part<?>... parts) {
        List<String> problems = problems(Stream.of(parts));
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return this;
    }

    /** Reads one part, and throws the same. */
    public <T> T part(Part<T> part) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<? extends T> value = part.read(reader);
        reader.finish();
        return value.get();
    }

    /** Reads one part, if nothing is wrong with it. */
    public <T> Optional<T> ifGood(Part<T> part) {
        try {
            return Optional.of(part(part));
        } catch (InvalidSettingsException bad) {
            return Optional.empty();
        }
    }

    /** Everything that is wrong with any part, one line each. */
    public List<String> problems() {
        return problems(ALL.stream());
    }

    private List<String> problems(Stream<? extends Part<?>> parts) {
        SettingsReader reader = new SettingsReader(properties);
        parts.forEach(part -> part.read(reader));
        return reader.problems();
    }

    /** A part that has nothing to read, only to check. */
    public static Part<Boolean> checkedBy(Consumer<SettingsReader> check) {
        return reader -> {
            check.accept(reader);
            return () -> true;
        };
    }

    /** Whether interrupted container instances are set to draining. */
    public static Supplier<Boolean> drain(SettingsReader reader) {
        boolean drain = reader.flag("spot.drain");
        return () -> drain;
    }

    /** The time zone whose times messages give beside UTC. */
    public static Supplier<ZoneId> timezone(SettingsReader reader) {
        return reader.required("spot.timezone", "the name of a time zone such as Europe/Berlin", Schedules::zone);
    }

    public static Supplier<Path> templates(SettingsReader reader) {
        Path templates = Path.of(reader.text("spot.templates"));
        return () -> templates;
    }

    public static Supplier<Path> routes(SettingsReader reader) {
        return reader.required("spot.routes", "the directory of the route files", Settings::directory);
    }

    /** Checks what Camel and the log read by themselves: they say little or nothing of a value that is no good. */
    private static void camel(SettingsReader reader) {
        reader.ifGiven("spot.log.format", "text or json", SettingsReader.oneOf("text", "json"));
        reader.ifGiven(
                "spot.log.level",
                "ERROR, WARN, INFO or DEBUG",
                SettingsReader.oneOf("error", "warn", "info", "debug", "trace", "off"));
        reader.ifGiven("camel.main.shutdown-timeout", "a number of seconds", SettingsReader.number(1, 3600));
    }

    private static Path directory(String text) {
        Path directory = Path.of(text);
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("\"" + text + "\" is not a directory; give that of the route files");
        }
        return directory;
    }
}
