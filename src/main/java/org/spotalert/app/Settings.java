package org.spotalert.app;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.channels.ChannelSettings;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.pipeline.decide.Schedules;
import org.spotalert.pipeline.decide.SuppressionSettings;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.pipeline.notify.NotifySettings;
import org.spotalert.pipeline.recovery.RecoverySettings;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.settings.CamelSettings;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.RenamedSettings;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.store.StoreSettings;

/**
 * The settings, checked; each room owns its part.
 *
 * @param aws where and as whom AWS is called
 * @param intake how messages are read from the queue
 * @param lookups how it is looked up what instances run
 * @param suppression what decides that nobody is notified
 * @param delivery how alerts are delivered
 * @param drain whether interrupted container instances are set to draining
 * @param recovery whether and how it is checked how an interruption ended
 * @param management how the management port is reached
 * @param store where deliveries, incidents and silences are kept
 * @param timezone the zone whose times messages give beside UTC
 * @param routes the directory of the route files
 * @param templates the directory of the templates
 */
public record Settings(
        AwsSettings aws,
        IntakeSettings intake,
        LookupSettings lookups,
        SuppressionSettings suppression,
        NotifySettings delivery,
        boolean drain,
        RecoverySettings recovery,
        ManagementSettings management,
        StoreSettings store,
        ZoneId timezone,
        Path routes,
        Path templates,
        ChannelSettings channels) {

    /**
     * Reads and checks all settings.
     *
     * @param properties a property's value, with every placeholder resolved
     * @throws InvalidSettingsException naming everything that is wrong
     */
    public static Settings read(Function<String, Optional<String>> properties) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<AwsSettings> aws = AwsSettings.read(reader);
        Supplier<IntakeSettings> intake = IntakeSettings.read(reader);
        Supplier<LookupSettings> lookups = LookupSettings.read(reader);
        SuppressionSettings suppression = SuppressionSettings.read(reader);
        Supplier<NotifySettings> delivery = NotifySettings.read(reader);
        boolean drain = reader.flag("spot.drain");
        Supplier<RecoverySettings> recovery = RecoverySettings.read(reader);
        Supplier<ManagementSettings> management = ManagementSettings.read(reader);
        Supplier<StoreSettings> store = StoreSettings.read(reader);
        Supplier<ZoneId> timezone = timezone(reader);
        Supplier<Path> routes = RouteSettings.read(reader);
        Path templates = Path.of(reader.text("spot.templates"));
        Supplier<ChannelSettings> channels = ChannelSettings.read(reader, templates);
        CamelSettings.check(reader);
        RenamedSettings.check(reader);
        reader.finish();
        return new Settings(
                aws.get(),
                intake.get(),
                lookups.get(),
                suppression,
                delivery.get(),
                drain,
                recovery.get(),
                management.get(),
                store.get(),
                timezone.get(),
                routes.get(),
                templates,
                channels.get());
    }

    public static Supplier<ZoneId> timezone(SettingsReader reader) {
        return reader.required("spot.timezone", "the name of a time zone such as Europe/Berlin", Schedules::zone);
    }
}
