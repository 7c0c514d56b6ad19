package org.spotalert.config;

/** The settings that Camel and the log read by themselves, where they say little or nothing of a value that is no good. */
final class SettingsOfOthers {

    private SettingsOfOthers() {}

    static void check(SettingsReader reader) {
        reader.ifGiven("spot.log.format", "text or json", SettingsReader.oneOf("text", "json"));
        reader.ifGiven(
                "spot.log.level",
                "ERROR, WARN, INFO or DEBUG",
                SettingsReader.oneOf("error", "warn", "info", "debug", "trace", "off"));
        reader.ifGiven("camel.main.shutdown-timeout", "a number of seconds", SettingsReader.number(1, 3600));
    }
}
