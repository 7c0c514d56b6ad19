package org.spotalert.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.support.ResourceReloadStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.reload.RejectedChange.Instead;

/**
 * Takes edits of route files into the running program, one file at a time.
 *
 * <p>A version that does not parse, does not start, claims the id of another file or names its channel otherwise than its
 * file is refused: the routes of its file run on in their last good version and no other route is touched. A new version
 * of a route template replaces the routes made from it, in whatever file, or is refused as a whole. A deleted channel file
 * takes its routes away; a deleted stage of the pipeline, a deleted template that is used, and the last channel, run on.
 */
public final class RouteReload extends ResourceReloadStrategySupport implements StartupListener {

    /** The group of the routes that deliver alerts. */
    public static final String CHANNEL_GROUP = "channel";

    /** Stands for the text of a file that is gone; no file holds it, and an empty file is something else. */
    private static final String DELETED = "\0";

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    private final RouteFolder folder;
    private final RunningFiles running;
    private final ChannelRegistry channels;
    private final RouteEdits edits;
    private final RejectedChanges refusals = new RejectedChanges();
    private final SettingsFile settings;
    private final Duration interval;
    private Map<Path, String> lastLook = Map.of();
    private Set<Path> misnamed = Set.of();
    private @Nullable ScheduledExecutorService clock;
    private @Nullable ScheduledFuture<?> looking;

    /**
     * @param directory the folder of the route files, watched with its sub-folders
     * @param interval the time between two looks; an edit counts when two looks saw the same, so that a half-written
     *     file is waited for
     * @param drain how long messages in flight may take to leave a route that is being replaced
     */
    public RouteReload(CamelContext context, Path directory, Duration interval, Duration drain) {
        this(context, directory, Path.of("application.properties"), interval, drain);
    }

    RouteReload(CamelContext context, Path directory, Path settings, Duration interval, Duration drain) {
        this.settings = new SettingsFile(context, settings);
        this.folder = new RouteFolder(directory);
        RouteReplacer swap = new RouteReplacer(context, drain);
        this.running = new RunningFiles(context, swap);
        this.channels = new ChannelRegistry(context);
        this.edits = new RouteEdits(folder, swap, running, channels, new RouteFileValidator(context, folder, running));
        this.interval = interval;
        setCamelContext(context);
    }

    /** The versions of route files that were refused, until their files are good again. */
    public List<RejectedChange> refusals() {
        return refusals.all();
    }

    /**
     * The channels, those being replaced at this moment included: a send to one of these waits in its direct endpoint,
     * while a list of the running routes would skip it silently.
     */
    public List<RunningChannel> channels() {
        return channels.all();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        RouteFolder.Contents contents = folder.read();
        lastLook = contents.texts();
        sayMissed(contents.misnamed());
        getCamelContext().addStartupListener(this);
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // Not needed: the routes are there only when the context is started fully.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        running.learn(lastLook);
        channels.learn();
        clock = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "LiveRoutes");
        looking = clock.scheduleWithFixedDelay(
                this::lookSafely, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        LOG.atInfo()
                .addKeyValue("files", lastLook.size())
                .log("route files are live: edits take effect as they are saved");
    }

    @Override
    protected void doStop() throws Exception {
        if (looking != null) {
            looking.cancel(false);
        }
        if (clock != null) {
            getCamelContext().getExecutorServiceManager().shutdown(clock);
        }
        super.doStop();
    }

    @Override
    public void onReload(Object source) {
        lookSafely();
    }

    /** A look that fails, by an error even, must not end the looking: the executor would cancel it. */
    private void lookSafely() {
        try {
            look();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("reason", e.toString()).log("route folder cannot be read now");
        } catch (RuntimeException | Error e) {
            setLastError(RejectedChangeException.because(e));
            LOG.atError().setCause(e).log("look at the route files failed");
        }
    }

    private synchronized void look() throws IOException {
        Map<Path, String> before = lastLook;
        RouteFolder.Contents contents = folder.read();
        Map<Path, String> now = contents.texts();
        lastLook = now;
        sayMissed(contents.misnamed());
        if (settings.readAgain()) {
            // A file may have waited for a setting.
            refusals.forgetAll();
        }
        Set<Path> paths = new TreeSet<>(folder.order());
        paths.addAll(before.keySet());
        paths.addAll(now.keySet());
        paths.addAll(running.paths());
        paths.addAll(refusals.paths());
        for (Path path : paths) {
            if (isRunAllowed() && Objects.equals(before.get(path), now.get(path))) {
                settle(running.get(path), now.getOrDefault(path, running.has(path) ? DELETED : ""));
            }
        }
    }

    /** Says it once for each file, for as long as the file is there. */
    private void sayMissed(Set<Path> now) {
        now.stream().filter(path -> !misnamed.contains(path)).forEach(path -> LOG.warn(folder.missed(path)));
        misnamed = now;
    }

    private void settle(RouteFile file, String text) {
        if (text.equals(file.text())) {
            refusals.withdraw(file.path());
        } else if (!refusals.has(file.path(), text)) {
            try {
                change(file, text);
                refusals.forget(file.path());
                incSucceededCounter();
            } catch (RejectedChangeException e) {
                refuse(file, text, e);
            }
        }
    }

    private void change(RouteFile file, String text) throws RejectedChangeException {
        if (text.equals(DELETED)) {
            edits.delete(file);
        } else if (edits.replace(file, text)) {
            // A file may have waited for a template of this one.
            refusals.forgetAll();
        }
    }

    private void refuse(RouteFile file, String text, RejectedChangeException refused) {
        setLastError(refused);
        incFailedCounter();
        if (refused.outage()) {
            running.put(file.outage());
        }
        refusals.add(
                file.path(),
                new RejectedChange(
                        folder.nameOf(file.path()),
                        text,
                        String.valueOf(refused.getMessage()),
                        Instead.of(running.get(file.path()))));
    }
}
