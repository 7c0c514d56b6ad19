package org.spotalert.platform.settings;

/** The settings that Camel and the log read by themselves, where they say little or nothing of a value that is no good. */
public final class CamelSettings {

    private CamelSettings() {}

    public static void check(SettingsReader reader) {
        reader.ifGiven("spot.log.format", "text or json", SettingsReader.oneOf("text", "json"));
        reader.ifGiven(
                "spot.log.level",
                "ERROR, WARN, INFO or DEBUG",
                SettingsReader.oneOf("error", "warn", "info", "debug", "trace", "off"));
        reader.ifGiven("camel.main.shutdown-timeout", "a number of seconds", SettingsReader.number(1, 3600));
    }
}
