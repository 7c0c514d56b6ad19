package org.spotalert.fleet;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.spotalert.model.Arn;
import org.spotalert.model.Cluster;
import org.spotalert.platform.settings.SettingsReader;

/**
 * How lookups find what instances run.
 *
 * @param clusters the clusters to ask; empty for all there are
 * @param timeout how long an alert waits for its lookups
 * @param quotaShare the share of AWS's request quotas that lookups may use, in percent
 */
public record LookupSettings(List<Cluster> clusters, Duration timeout, int quotaShare) {

    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}%");

    public static Supplier<LookupSettings> read(SettingsReader reader) {
        List<Cluster> clusters =
                reader.optional("spot.clusters", LookupSettings::clusters).orElse(List.of());
        Supplier<Duration> timeout = reader.duration("spot.enrich.timeout", "100ms", "1m");
        Supplier<Integer> quotaShare = share(reader, "spot.enrich.quota-share");
        return () -> new LookupSettings(clusters, timeout.get(), quotaShare.get());
    }

    static Supplier<Integer> share(SettingsReader reader, String property) {
        return reader.required(property, "a percentage", LookupSettings::percent);
    }

    private static List<Cluster> clusters(String text) {
        return SettingsReader.parts(text, ",").map(LookupSettings::cluster).toList();
    }

    private static Cluster cluster(String text) {
        boolean arn = Arn.parse(text)
                .filter(address ->
                        address.service().equals("ecs") && address.resource().startsWith("cluster/"))
                .isPresent();
        if (!arn && !CLUSTER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a cluster; give names or ARNs, separated by commas");
        }
        return new Cluster(text);
    }

    private static int percent(String text) {
        int percent = PERCENT.matcher(text).matches() ? Integer.parseInt(text.replace("%", "")) : 0;
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("\"" + text + "\" is not a share from 1% to 100%");
        }
        return percent;
    }
}
