package org.spotalert.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.settings.RouteFolder;

/**
 * Takes edits of channel files into the running program, one file at a time.
 *
 * <p>A version that does not parse, does not start, takes the id of another file or names its channel otherwise than its
 * file is rejected: the last good version runs on and no other route is touched. A deleted file takes its routes away; the
 * last channel runs on. Edits of other route files and of the settings take effect at the next start.
 *
 * <p>Camel's own reload does not do: a deleted file's routes run on, a version that does not start takes the routes of
 * before with it, and one broken file holds up its neighbours.
 */
public final class RouteReload extends ServiceSupport implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    private final CamelContext context;
    private final RouteFolder folder;
    private final Path settings;
    private final Duration interval;
    private final ChannelFiles files;
    /** The files that take effect at the next start, in the versions that were last seen. */
    private final Map<Path, String> others = new TreeMap<>();

    private final Set<String> misnamed = new HashSet<>();
    private Map<Path, String> lastRead = Map.of();
    private @Nullable ScheduledExecutorService timer;

    /**
     * @param directory the folder of the route files
     * @param settings the file of the settings
     * @param interval the time between two reads; an edit counts when two reads saw the same, so that a half-written file
     *     is waited for
     * @param drain how long messages in flight may take to leave a route that is being replaced
     */
    public RouteReload(CamelContext context, Path directory, Path settings, Duration interval, Duration drain) {
        this.context = context;
        this.folder = new RouteFolder(directory);
        this.settings = settings.toAbsolutePath().normalize();
        this.interval = interval;
        this.files = new ChannelFiles(context, folder, drain);
    }

    /** The files whose last edit does not run, until they are good again; nothing when there are none. */
    public Optional<String> warning() {
        return RejectedChange.warning(files.rejected());
    }

    /**
     * The channels, those being replaced at this moment included: a send to one of these waits in its direct endpoint,
     * while a list of the running routes would skip it silently.
     */
    public List<RunningChannel> channels() {
        return files.channels();
    }

    @Override
    protected void doInit() throws Exception {
        lastRead = read();
        context.addStartupListener(this);
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean already) {
        // Not needed: the routes are there only when the context is started fully.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext started, boolean already) {
        lastRead.forEach((path, text) -> {
            if (folder.isChannel(path)) {
                files.loaded(path, text);
            } else {
                others.put(path, text);
            }
        });
        files.refresh();
        timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "RouteReload");
        var unused = timer.scheduleWithFixedDelay(
                this::checkSafely, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        LOG.atInfo()
                .addKeyValue(
                        "files",
                        lastRead.keySet().stream().filter(folder::isChannel).count())
                .log("channel files are watched: edits take effect as they are saved");
    }

    @Override
    protected void doStop() {
        if (timer != null) {
            context.getExecutorServiceManager().shutdownNow(timer);
        }
    }

    /** A check that fails, by an error even, must not end the checks: the executor would cancel them. */
    private void checkSafely() {
        try {
            check();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("reason", e.toString()).log("route folder cannot be read now");
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("check of the route files failed");
        }
    }

    private void check() throws IOException {
        Map<Path, String> before = lastRead;
        Map<Path, String> now = read();
        lastRead = now;
        folder.misnamed().stream().filter(misnamed::add).forEach(LOG::warn);
        Set<Path> paths = new TreeSet<>(files.paths());
        List.of(before, now, others).forEach(texts -> paths.addAll(texts.keySet()));
        for (Path path : paths) {
            String text = now.get(path);
            if (isRunAllowed() && Objects.equals(before.get(path), text)) {
                if (folder.isChannel(path)) {
                    files.apply(path, text);
                } else if (!Objects.equals(text, text == null ? others.remove(path) : others.put(path, text))) {
                    LOG.atInfo()
                            .addKeyValue("file", folder.nameOf(path))
                            .log("file was edited: it takes effect at the next start");
                }
            }
        }
    }

    private Map<Path, String> read() throws IOException {
        Map<Path, String> texts = folder.texts();
        if (Files.exists(settings)) {
            texts.put(settings, Files.readString(settings));
        }
        return texts;
    }
}
