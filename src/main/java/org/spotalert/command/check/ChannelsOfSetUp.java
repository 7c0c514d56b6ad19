package org.spotalert.command.check;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.spotalert.aws.AwsClients;
import org.spotalert.check.Check;
import org.spotalert.check.Finding;
import org.spotalert.config.BadSettingsException;
import org.spotalert.rehearsal.ChannelChecks;
import org.spotalert.rehearsal.ChannelRoutes;
import org.spotalert.rehearsal.Rehearsal;
import org.spotalert.rehearsal.RoutesFailedException;

/** The channels that are switched on, by their own routes. */
final class ChannelsOfSetUp implements AutoCloseable {

    private static final String SUBJECT = "channels";

    private final Rehearsal.Stage stage;
    private final AtomicReference<@Nullable ChannelRoutes> started = new AtomicReference<>();

    ChannelsOfSetUp(Rehearsal.Stage stage) {
        this.stage = stage;
    }

    /**
     * Starts the routes; nothing is sent to them.
     *
     * @param clients the clients for AWS; null when there are none
     * @param known what is said about the settings anyway
     */
    List<Check> checks(@Nullable AwsClients clients, List<String> known) {
        try {
            ChannelRoutes routes = stage.start(new Rehearsal(Clock.systemUTC(), "", null, Map.of()));
            started.set(routes);
            if (routes.names().isEmpty()) {
                return found(Finding.failed(
                        SUBJECT,
                        "none is switched on: nobody would be told",
                        "switch one on, for example ENABLE_SNS=true, or add a file to routes/channels"));
            }
            return clients == null ? List.of() : new ChannelChecks(routes, clients).all();
        } catch (BadSettingsException bad) {
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
