package org.spotalert.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.enrich.Cluster;
import org.spotalert.event.InterruptionKind;

/**
 * What explaining a decision needs of the program's settings.
 *
 * @param region the program's own region, from the SDK's settings
 * @param roleArn the role to assume for lookups; null to call with the credentials as they are
 * @param kinds the kinds of events that people want to know of
 * @param clusters the clusters to ask; empty for all there are
 * @param patience how long the lookups may take
 * @param quotaShare the share of AWS's request quotas that lookups may use, in percent
 * @param silences where silences are found
 */
public record ExplainSettings(
        String region,
        @Nullable String roleArn,
        Set<InterruptionKind> kinds,
        List<Cluster> clusters,
        Duration patience,
        int quotaShare,
        SuppressionSettings suppression,
        SilenceSettings silences) {

    /**
     * Reads and checks these settings, and no others.
     *
     * @param properties a property's value, with every placeholder resolved
     * @throws BadSettingsException naming everything that is wrong
     */
    public static ExplainSettings read(Function<String, Optional<String>> properties) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<String> region = Settings.region(reader);
        Optional<String> role = Settings.role(reader);
        Supplier<Set<InterruptionKind>> kinds = EventSettings.read(reader);
        List<Cluster> clusters = Settings.clusters(reader);
        Supplier<Duration> patience = Settings.patience(reader);
        Supplier<Integer> quotaShare = Settings.quotaShare(reader);
        SuppressionSettings suppression = SuppressionSettings.read(reader);
        reader.finish();
        return new ExplainSettings(
                region.get(),
                role.orElse(null),
                kinds.get(),
                clusters,
                patience.get(),
                quotaShare.get(),
                suppression,
                SilenceSettings.read(properties));
    }
}
