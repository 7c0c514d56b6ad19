package org.spotalert.cli.check;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.RoutesFailedException;
import org.spotalert.cli.check.Checks.Check;
import org.spotalert.cli.dryrun.ChannelRoutes;
import org.spotalert.cli.dryrun.DryRun;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.config.Config;
import org.spotalert.platform.settings.InvalidSettingsException;

/**
 * The channels that are switched on, by their own routes.
 *
 * @param checks what is to be checked of them
 * @param started their running routes; null when they do not start
 */
public record ChannelsCheck(List<Check> checks, @Nullable ChannelRoutes started) implements AutoCloseable {

    private static final String SUBJECT = "channels";

    /**
     * Starts the routes; nothing is sent to them.
     *
     * @param clients the clients for AWS; null when there are none
     * @param known what is said about the settings anyway
     */
    public static ChannelsCheck start(Config config, @Nullable AwsClients clients, List<String> known) {
        try {
            ChannelRoutes routes = new DryRun(Clock.systemUTC(), "", null, Map.of()).start(config);
            if (routes.names().isEmpty()) {
                return found(
                        routes,
                        Finding.failed(
                                SUBJECT,
                                "none is switched on: nobody would be notified",
                                "switch one on, for example ENABLE_SNS=true, or add a file to routes/channels"));
            }
            return new ChannelsCheck(clients == null ? List.of() : new ChannelChecks(routes, clients).all(), routes);
        } catch (InvalidSettingsException bad) {
            Finding[] news = bad.problems().stream()
                    .filter(problem -> !known.contains(problem))
                    .map(problem -> Finding.failed(SUBJECT, problem, ""))
                    .toArray(Finding[]::new);
            return news.length == 0
                    ? found(null, Finding.notTried(SUBJECT, "correct the settings first"))
                    : found(null, news);
        } catch (RoutesFailedException failure) {
            return found(
                    null,
                    Finding.failed(
                            SUBJECT,
                            "their routes do not start: " + failure.getMessage(),
                            "correct the file in routes/channels"));
        }
    }

    private static ChannelsCheck found(@Nullable ChannelRoutes routes, Finding... findings) {
        return new ChannelsCheck(List.of(new Check(SUBJECT, () -> List.of(findings))), routes);
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }
}
