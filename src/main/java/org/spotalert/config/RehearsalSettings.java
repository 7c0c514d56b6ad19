package org.spotalert.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.aws.AssumedRole;

/**
 * What the channels alone need of the program's settings, checked in the same way.
 *
 * @param region the program's own region, from the SDK's settings
 * @param role the role to assume for AWS calls; null to call with the credentials as they are
 * @param timezone the zone whose times are told beside UTC
 * @param routes the directory of the route files
 * @param templates the directory of the templates
 */
public record RehearsalSettings(
        String region,
        @Nullable AssumedRole role,
        ZoneId timezone,
        Path routes,
        Path templates,
        ChannelSettings channels) {

    /**
     * Reads and checks these settings, and no others.
     *
     * @param properties a property's value, with every placeholder resolved
     * @throws BadSettingsException naming everything that is wrong
     */
    public static RehearsalSettings read(Function<String, Optional<String>> properties) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<String> region = Settings.region(reader);
        Optional<AssumedRole> role = Settings.role(reader);
        Supplier<ZoneId> timezone = Settings.timezone(reader);
        Supplier<Path> routes = RouteSettings.read(reader);
        Path templates = Path.of(reader.text("spot.templates"));
        Supplier<ChannelSettings> channels = ChannelSettings.read(reader, templates);
        reader.finish();
        return new RehearsalSettings(
                region.get(), role.orElse(null), timezone.get(), routes.get(), templates, channels.get());
    }
}
