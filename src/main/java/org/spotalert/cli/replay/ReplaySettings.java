package org.spotalert.cli.replay;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventSettings;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.store.StoreSettings;

/**
 * What a replay of dead letters needs of the program's settings, checked in the same way.
 *
 * @param region the program's own region, from the SDK's settings
 * @param role the role to assume for AWS calls; null to call with the credentials as they are
 * @param kinds the kinds of events that people are told of
 * @param store where the claims are kept
 * @param channels the channels that are switched on by a setting and do not stand by as another's fallback
 */
public record ReplaySettings(
        QueueAddress queue,
        String region,
        @Nullable AssumedRole role,
        Set<InterruptionKind> kinds,
        StoreSettings store,
        List<Channel> channels) {

    /**
     * A channel that may have to be told.
     *
     * @param choosy whether a setting says that it does not want every alert
     */
    public record Channel(String name, boolean choosy) {}

    private static final Pattern SWITCH = Pattern.compile("spot\\.channel\\.([a-z0-9-]+)\\.enabled");

    /**
     * Reads and checks these settings, and no others.
     *
     * @param properties a property's value, with every placeholder resolved
     * @param names the names of all properties in the files
     * @throws InvalidSettingsException naming everything that is wrong
     */
    public static ReplaySettings read(Function<String, Optional<String>> properties, Collection<String> names) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<QueueAddress> queue = IntakeSettings.queue(reader);
        Supplier<String> region = AwsSettings.region(reader);
        Optional<AssumedRole> role = AwsSettings.role(reader);
        Supplier<Set<InterruptionKind>> kinds = EventSettings.read(reader);
        Supplier<StoreSettings> store = StoreSettings.read(reader);
        List<Channel> channels = channels(reader, names);
        reader.finish();
        return new ReplaySettings(queue.get(), region.get(), role.orElse(null), kinds.get(), store.get(), channels);
    }

    private static List<Channel> channels(SettingsReader reader, Collection<String> names) {
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
        return enabled.stream()
                .filter(name -> !fallbacks.contains(name))
                .map(name -> new Channel(name, choosy(reader, name)))
                .toList();
    }

    /** PagerDuty is told of nothing below its least severity, whatever else is asked for. */
    private static boolean choosy(SettingsReader reader, String channel) {
        return channel.equals("pagerduty")
                || !reader.text(setting(channel, "only")).isEmpty();
    }

    private static String setting(String channel, String option) {
        return "spot.channel." + channel + "." + option;
    }
}
