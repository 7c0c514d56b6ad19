package org.spotalert.platform.logging;

import ch.qos.logback.core.PropertyDefinerBase;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * One setting of the log: from the environment, else from {@code ./application.properties}, else its default.
 *
 * <p>Logback's own way to read a file complains when there is none, and a value it does not know would end in a program
 * that logs nothing, not even that the value is wrong. Its setters are called by logback, by the names of XML elements.
 */
public final class LogSetting extends PropertyDefinerBase {

    private Path file = Path.of("application.properties");
    private String key = "";
    private String fallback = "";
    private Pattern accepted = Pattern.compile(".*");

    /** Names the property, such as {@code spot.log.format}. */
    public void setKey(String key) {
        this.key = key;
    }

    /** Sets the value for when there is none, or none that is accepted. */
    public void setFallback(String fallback) {
        this.fallback = fallback;
    }

    /** Sets the values that make sense, as a regular expression in lower case. */
    public void setAccepted(String accepted) {
        this.accepted = Pattern.compile(accepted);
    }

    void setFile(Path file) {
        this.file = file;
    }

    @Override
    public String getPropertyValue() {
        String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');
        String inContext = getContext() == null ? null : getContext().getProperty(variable);
        String inEnvironment = inContext == null ? System.getenv(variable) : inContext;
        String value =
                (inEnvironment == null ? fromFile() : inEnvironment).strip().toLowerCase(Locale.ROOT);
        return accepted.matcher(value).matches() ? value : fallback;
    }

    private String fromFile() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // No file, or one that the start will complain about in its own words.
            return fallback;
        }
        return properties.getProperty(key, fallback);
    }
}
