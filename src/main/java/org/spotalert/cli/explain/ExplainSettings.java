package org.spotalert.cli.explain;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.cli.silence.BesideSettings;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.decide.SuppressionSettings;
import org.spotalert.pipeline.intake.EventSettings;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;

/**
 * What explaining a decision needs of the program's settings.
 *
 * @param region the program's own region, from the SDK's settings
 * @param role the role to assume for lookups; null to call with the credentials as they are
 * @param kinds the kinds of events that people want to know of
 * @param lookups how it is looked up what the instance runs
 * @param silences where silences are found
 */
public record ExplainSettings(
        String region,
        @Nullable AssumedRole role,
        Set<InterruptionKind> kinds,
        LookupSettings lookups,
        SuppressionSettings suppression,
        BesideSettings silences) {

    /**
     * Reads and checks these settings, and no others.
     *
     * @param properties a property's value, with every placeholder resolved
     * @throws InvalidSettingsException naming everything that is wrong
     */
    public static ExplainSettings read(Function<String, Optional<String>> properties) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<String> region = AwsSettings.region(reader);
        Optional<AssumedRole> role = AwsSettings.role(reader);
        Supplier<Set<InterruptionKind>> kinds = EventSettings.read(reader);
        Supplier<LookupSettings> lookups = LookupSettings.read(reader);
        SuppressionSettings suppression = SuppressionSettings.read(reader);
        reader.finish();
        return new ExplainSettings(
                region.get(),
                role.orElse(null),
                kinds.get(),
                lookups.get(),
                suppression,
                BesideSettings.read(properties));
    }
}
