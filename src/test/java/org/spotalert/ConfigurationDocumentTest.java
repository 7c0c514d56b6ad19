package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md says what application.properties says. */
class ConfigurationDocumentTest {

    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z0-9.-]+)` \\| `([A-Z0-9_]+)` \\| (?:`([^`]*)`)? ?\\| .{5,} \\|");
    private static final Pattern ALIAS = Pattern.compile("\\{\\{env:([A-Z0-9_]+):(.*)}}");

    @Test
    void everySettingIsDocumentedWithItsVariableAndDefault() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("application.properties"))) {
            properties.load(reader);
        }
        Map<String, String> expected = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> expected.put(name, row(name, properties.getProperty(name))));
        Map<String, String> documented = new TreeMap<>();
        Matcher matcher = ROW.matcher(Files.readString(Path.of("docs/configuration.md")));
        while (matcher.find()) {
            String fallback = matcher.group(3) == null ? "" : matcher.group(3);
            documented.put(matcher.group(1), matcher.group(2) + " " + fallback);
        }
        assertThat(documented).isEqualTo(expected);
    }

    private static String row(String name, String value) {
        Matcher alias = ALIAS.matcher(value);
        return alias.matches()
                ? alias.group(1) + " " + alias.group(2)
                : name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_') + " " + value;
    }
}
