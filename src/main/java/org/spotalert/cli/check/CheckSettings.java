package org.spotalert.cli.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.SettingWarnings;
import org.spotalert.app.Settings;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.model.Cluster;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventSettings;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.settings.ConfiguredProperties;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.store.StoreSettings;

/**
 * The settings as far as they are good: one that is bad must not keep the others from being looked at.
 *
 * @param problems everything that is wrong, one line each; empty when the program would take them
 * @param warnings what the program would take, but hardly as it is meant, one line each
 * @param queue null when it is bad
 * @param region the program's own region; null when it is not known
 * @param role the role to assume; null for none
 * @param clusters the clusters to ask; empty for all there are
 * @param kinds the kinds of events that people want to know of; the usual ones when the setting is bad
 * @param provisioned whether the start makes the EventBridge rule
 * @param followUp whether it is followed up how interruptions end
 * @param drain whether interrupted container instances are set to draining
 * @param store null when it is bad
 * @param rules the rules file; null for none
 * @param routes the directory of the route files
 * @param templates the directory of the templates
 */
public record CheckSettings(
        List<String> problems,
        List<String> warnings,
        @Nullable QueueAddress queue,
        @Nullable String region,
        @Nullable AssumedRole role,
        List<Cluster> clusters,
        Set<InterruptionKind> kinds,
        boolean provisioned,
        boolean followUp,
        boolean drain,
        @Nullable StoreSettings store,
        @Nullable Path rules,
        Path routes,
        Path templates) {

    public CheckSettings {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        clusters = List.copyOf(clusters);
        kinds = Set.copyOf(kinds);
    }

    /**
     * Reads all settings.
     *
     * @param properties a property's value, with every placeholder resolved
     * @param given what the operator has set
     */
    public static CheckSettings read(Function<String, Optional<String>> properties, ConfiguredProperties given) {
        SettingsReader reader = new SettingsReader(properties);
        return new CheckSettings(
                problems(properties),
                SettingWarnings.of(properties, given),
                part(properties, IntakeSettings::queue).orElse(null),
                part(properties, AwsSettings::region).orElse(null),
                AwsSettings.role(reader).orElse(null),
                LookupSettings.clusters(reader),
                part(properties, EventSettings::read).orElse(InterruptionKind.DEFAULTS),
                reader.flag("spot.provision"),
                reader.flag("spot.recovery"),
                reader.flag("spot.drain"),
                part(properties, StoreSettings::read).orElse(null),
                reader.optional("spot.rules", Path::of).orElse(null),
                Path.of(reader.text("spot.routes")),
                Path.of(reader.text("spot.templates")));
    }

    private static List<String> problems(Function<String, Optional<String>> properties) {
        try {
            Settings.read(properties);
            return List.of();
        } catch (InvalidSettingsException bad) {
            return bad.problems();
        }
    }

    private static <T> Optional<T> part(
            Function<String, Optional<String>> properties, Function<SettingsReader, Supplier<T>> part) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<T> value = part.apply(reader);
        try {
            reader.finish();
            return Optional.of(value.get());
        } catch (InvalidSettingsException bad) {
            return Optional.empty();
        }
    }
}
