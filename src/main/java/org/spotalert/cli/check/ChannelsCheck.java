package org.spotalert.cli.check;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.RoutesFailedException;
import org.spotalert.cli.check.Checks.Check;
import org.spotalert.cli.dryrun.ChannelRoutes;
import org.spotalert.cli.dryrun.DryRun;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.settings.InvalidSettingsException;

/** The channels that are switched on, by their own routes. */
public final class ChannelsCheck implements AutoCloseable {

    private static final String SUBJECT = "channels";

    private final DryRun.Stage stage;
    private final AtomicReference<@Nullable ChannelRoutes> started = new AtomicReference<>();

    public ChannelsCheck(DryRun.Stage stage) {
        this.stage = stage;
    }

    /**
     * Starts the routes; nothing is sent to them.
     *
     * @param clients the clients for AWS; null when there are none
     * @param known what is said about the settings anyway
     */
    public List<Check> checks(@Nullable AwsClients clients, List<String> known) {
        try {
            ChannelRoutes routes = stage.start(new DryRun(Clock.systemUTC(), "", null, Map.of()));
            started.set(routes);
            if (routes.names().isEmpty()) {
                return found(Finding.failed(
                        SUBJECT,
                        "none is switched on: nobody would be notified",
                        "switch one on, for example ENABLE_SNS=true, or add a file to routes/channels"));
            }
            return clients == null ? List.of() : new ChannelChecks(routes, clients).all();
        } catch (InvalidSettingsException bad) {
            List<String> news = bad.problems().stream()
                    .filter(problem -> !known.contains(problem))
                    .toList();
            return news.isEmpty()
                    ? found(Finding.notTried(SUBJECT, "correct the settings first"))
                    : news.stream()
                            .flatMap(problem -> found(Finding.failed(SUBJECT, problem, "")).stream())
                            .toList();
        } catch (RoutesFailedException failure) {
            return found(Finding.failed(
                    SUBJECT,
                    "their routes do not start: " + failure.getMessage(),
                    "correct the file in routes/channels"));
        }
    }

    private static List<Check> found(Finding finding) {
        return List.of(new Check(SUBJECT, () -> List.of(finding)));
    }

    @Override
    public void close() {
        ChannelRoutes routes = started.get();
        if (routes != null) {
            routes.close();
        }
    }
}
