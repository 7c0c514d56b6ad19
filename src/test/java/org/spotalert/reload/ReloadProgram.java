package org.spotalert.reload;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.LoggerFactory;
import org.spotalert.pipeline.notify.routing.ChannelConditions;
import org.spotalert.pipeline.notify.routing.RunningChannel;

/** A program with real route files in a folder of its own, and what its channels received. */
final class ReloadProgram implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(1);

    final Path folder;
    final MessageCapture recorder = new MessageCapture();
    final CamelContext context = new DefaultCamelContext();
    final RouteReload reload;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    ReloadProgram(Path folder) {
        this.folder = folder;
        this.reload = new RouteReload(
                context, folder, folder.resolve("application.properties"), Duration.ofMillis(40), DRAIN);
    }

    ReloadProgram started() throws Exception {
        return started("notify", "channels/mail", "channels/chat");
    }

    /** Starts with these files, all loaded at once as Camel's main does. */
    ReloadProgram started(String... files) throws Exception {
        // Whoever logs is another thread.
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger().addAppender(log);
        context.getRegistry().bind("recorder", recorder);
        context.addRoutePolicyFactory(new ChannelConditions());
        context.addService(reload);
        List<Resource> resources = Stream.of(files)
                .map(file -> PluginHelper.getResourceLoader(context).resolveResource("file:" + path(file)))
                .toList();
        PluginHelper.getRoutesLoader(context).loadRoutes(resources);
        context.start();
        return this;
    }

    Path path(String name) {
        return folder.resolve(name + ".camel.yaml");
    }

    void write(String name, String text) {
        try {
            Files.createDirectories(path(name).getParent());
            // In one step: two looks of the program could fall between the file's emptying and its text.
            Path draft = Files.writeString(folder.resolve("draft~"), text);
            Files.move(draft, path(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String send(String route) {
        recorder.received.clear();
        context.createProducerTemplate().sendBody("direct:" + route, "alert");
        return String.join(",", recorder.received);
    }

    /** Whether the route does not take an alert. */
    boolean fails(String route) {
        try {
            send(route);
            return false;
        } catch (CamelExecutionException failure) {
            return true;
        }
    }

    void awaitRejection(String part) {
        await().until(() ->
                reload.warning().filter(warning -> warning.contains(part)).isPresent());
    }

    /** Waits for as many checks as any edit needs, and a few more. */
    void awaitChecks() {
        long checks = log.list.size();
        String marker = "channels/marker" + checks;
        write(marker, channel("marker" + checks, "marker"));
        await().until(() -> context.getRoute("channel-marker" + checks) != null);
    }

    List<String> warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == ch.qos.logback.classic.Level.WARN)
                .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
                .toList();
    }

    /** What was said about edits that were taken, each line with its keys, without the markers of {@link #awaitChecks()}. */
    List<String> news() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == ch.qos.logback.classic.Level.INFO)
                .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
                .filter(line -> !line.contains("marker"))
                .toList();
    }

    List<String> errors() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == ch.qos.logback.classic.Level.ERROR)
                .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
                .toList();
    }

    boolean anyStackTraceLogged() {
        return List.copyOf(log.list).stream().anyMatch(event -> event.getThrowableProxy() != null);
    }

    @Override
    public void close() {
        context.stop();
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(RouteReload.class);
    }

    /** Where the channels take their alerts. */
    List<String> endpoints() {
        return endpoints(reload);
    }

    static List<String> endpoints(RouteReload reload) {
        return reload.channels().stream().map(RunningChannel::endpoint).toList();
    }

    static String channel(String name, String says) {
        return channel(name, says, 0);
    }

    static String channel(String name, String says, int redeliveries) {
        return String.format(Locale.ROOT, """
                - routeConfiguration:
                    id: %1$s-errors
                    errorHandler:
                      defaultErrorHandler:
                        redeliveryPolicy:
                          maximumRedeliveries: %3$d
                          redeliveryDelay: "1"
                - route:
                    id: channel-%1$s
                    description: Delivers to %1$s.
                    group: channel
                    routeConfigurationId: %1$s-errors
                    from:
                      uri: direct:channel-%1$s
                      steps:
                        - bean:
                            id: record-%1$s
                            ref: recorder
                            method: record('%2$s')
                """, name, says, redeliveries);
    }

    static String stage(String name, String says) {
        return String.format(Locale.ROOT, """
                - route:
                    id: %1$s
                    description: A stage of the pipeline.
                    from:
                      uri: direct:%1$s
                      steps:
                        - bean:
                            id: record-%1$s
                            ref: recorder
                            method: record('%2$s')
                """, name, says);
    }

    /** What the routes said. */
    public static final class MessageCapture {

        final List<String> received = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger();
        volatile boolean failing;
        private final AtomicInteger held = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        void hold() {
            gate = new CountDownLatch(1);
        }

        int held() {
            return held.get();
        }

        void release() {
            gate.countDown();
        }

        public void record(String says) throws InterruptedException {
            held.incrementAndGet();
            gate.await();
            if (failing) {
                failures.incrementAndGet();
                throw new IllegalStateException("the channel is down");
            }
            received.add(says);
        }
    }
}
