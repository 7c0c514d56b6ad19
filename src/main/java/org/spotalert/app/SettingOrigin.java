package org.spotalert.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.spotalert.platform.config.Config;
import org.spotalert.platform.settings.EnvironmentVariable;

/**
 * Where the value of a setting comes from. The value itself may be a secret, and is left out.
 *
 * @param setting the property, or the variable where there is no property of that name
 */
public record SettingOrigin(String setting, String origin) {

    private static final Path FILE = Path.of("application.properties");

    /** The settings that do not have their default. */
    public static List<SettingOrigin> of(Config config, Map<String, String> environment) throws IOException {
        Properties defaults = EnvironmentVariable.defaults();
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(FILE)) {
            file.load(reader);
        } catch (NoSuchFileException absent) {
            // The defaults count.
        }
        TreeSet<String> properties = new TreeSet<>(defaults.stringPropertyNames());
        properties.addAll(file.stringPropertyNames());
        TreeSet<String> others = new TreeSet<>(config.names());
        environment.keySet().stream()
                .filter(name -> name.startsWith("SPOT_CHANNEL_"))
                .forEach(others::add);
        List<SettingOrigin> origins = new ArrayList<>();
        for (String property : properties) {
            others.removeAll(EnvironmentVariable.all(property));
            boolean changed = !Objects.equals(
                    file.getProperty(property, defaults.getProperty(property)), defaults.getProperty(property));
            variable(property, environment)
                    .map("environment: "::concat)
                    .or(() -> Optional.ofNullable(System.getProperty(property))
                            .map(value -> "option of the JVM: -D" + property))
                    .or(() -> config.origin(property))
                    .or(() -> changed ? Optional.of(FILE.toString()) : Optional.empty())
                    .ifPresent(origin -> origins.add(new SettingOrigin(property, origin)));
        }
        others.forEach(name -> origins.add(new SettingOrigin(
                name,
                environment.containsKey(name)
                        ? "environment: " + name
                        : config.origin(name).orElse(""))));
        return origins;
    }

    private static Optional<String> variable(String property, Map<String, String> environment) {
        return EnvironmentVariable.all(property).stream()
                .filter(environment::containsKey)
                .findFirst();
    }
}
