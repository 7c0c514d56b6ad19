package org.spotalert.cli.dryrun;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.RouteSettings;
import org.spotalert.app.Settings;
import org.spotalert.channels.ChannelSettings;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;

/**
 * What the channels alone need of the program's settings, checked in the same way.
 *
 * @param region the program's own region, from the SDK's settings
 * @param role the role to assume for AWS calls; null to call with the credentials as they are
 * @param timezone the zone whose times are told beside UTC
 * @param routes the directory of the route files
 * @param templates the directory of the templates
 */
public record DryRunSettings(
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
     * @throws InvalidSettingsException naming everything that is wrong
     */
    public static DryRunSettings read(Function<String, Optional<String>> properties) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<String> region = AwsSettings.region(reader);
        Optional<AssumedRole> role = AwsSettings.role(reader);
        Supplier<ZoneId> timezone = Settings.timezone(reader);
        Supplier<Path> routes = RouteSettings.read(reader);
        Path templates = Path.of(reader.text("spot.templates"));
        Supplier<ChannelSettings> channels = ChannelSettings.read(reader, templates);
        reader.finish();
        return new DryRunSettings(
                region.get(), role.orElse(null), timezone.get(), routes.get(), templates, channels.get());
    }
}
