package org.spotalert.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.spotalert.platform.settings.InvalidSettingsException;

/** Settings as an operator gives them, in a Region. */
abstract class ReadSettings {

    private static final Pattern UNSET = Pattern.compile("\\{\\{env:\\w+:([^}]*)}}");

    final Map<String, String> properties = defaults();

    /** Those of application.properties, as they are when no variable is set, with a queue and a store. */
    private static Map<String, String> defaults() {
        Properties file = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of("application.properties"))) {
            file.load(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> defaults = new HashMap<>();
        file.stringPropertyNames().forEach(name -> {
            String text = UNSET.matcher(file.getProperty(name)).replaceAll("$1");
            if (!text.isEmpty()) {
                defaults.put(name, text);
            }
        });
        defaults.put("spot.queue", "spot");
        defaults.put("spot.store.url", "jdbc:h2:mem:settings");
        return defaults;
    }

    @BeforeEach
    void region() {
        System.setProperty("aws.region", "eu-west-1");
    }

    @AfterEach
    void noRegion() {
        System.clearProperty("aws.region");
    }

    Settings read() {
        return new Settings(name -> Optional.ofNullable(properties.get(name))).requireAll();
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        assertThatThrownBy(this::read)
                .asInstanceOf(type(InvalidSettingsException.class))
                .satisfies(bad -> problems.addAll(bad.problems()));
        return problems;
    }
}
