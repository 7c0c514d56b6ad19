package org.spotalert.cli.replay;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spotalert.platform.settings.SettingsReader;

/**
 * A channel that a setting switches on and that is not on standby as another's fallback.
 *
 * @param choosy whether a setting says that it does not want every alert
 */
public record EnabledChannel(String name, boolean choosy) {

    private static final Pattern SWITCH = Pattern.compile("spot\\.channel\\.([a-z0-9-]+)\\.enabled");

    /**
     * Reads them.
     *
     * @param names the names of all properties in the files
     */
    public static Supplier<List<EnabledChannel>> read(SettingsReader reader, Collection<String> names) {
        List<String> enabled = names.stream()
                .map(SWITCH::matcher)
                .filter(Matcher::matches)
                .filter(matcher -> reader.flag(matcher.group()))
                .map(matcher -> matcher.group(1))
                .sorted()
                .toList();
        List<String> fallbacks = enabled.stream()
                .map(name -> reader.text(setting(name, "fallback")))
                .toList();
        List<EnabledChannel> channels = enabled.stream()
                .filter(name -> !fallbacks.contains(name))
                .map(name -> new EnabledChannel(name, choosy(reader, name)))
                .toList();
        return () -> channels;
    }

    /** PagerDuty takes nothing below its least severity, whatever else is set. */
    private static boolean choosy(SettingsReader reader, String channel) {
        return channel.equals("pagerduty")
                || !reader.text(setting(channel, "only")).isEmpty();
    }

    private static String setting(String channel, String option) {
        return "spot.channel." + channel + "." + option;
    }
}
