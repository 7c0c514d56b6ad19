package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.spotalert.live.LiveRoutes;

/** Route files on a real file system, edited while Camel runs them. */
class LiveRoutesIT {

    private static final String CHANNEL = """
            - routeConfiguration:
                id: %1$s-errors
                onException:
                  - onException:
                      exception:
                        - java.lang.Exception
                      redeliveryPolicy:
                        maximumRedeliveries: 2
                        redeliveryDelay: "1"
                        logExhausted: false
            - route:
                id: channel-%1$s
                group: channel
                routeConfigurationId: %1$s-errors
                from:
                  uri: direct:channel-%1$s
                  steps:
                    - setBody:
                        expression:
                          constant:
                            expression: %2$s
            """;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path directory;

    private DefaultCamelContext context;
    private LiveRoutes live;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(directory.resolve("channels"));
        Files.writeString(directory.resolve("notify.camel.yaml"), CHANNEL.formatted("notify", "told"));
        write("one", CHANNEL.formatted("one", "first"));
        write("two", CHANNEL.formatted("two", "second"));
        log.start();
        ((Logger) LoggerFactory.getLogger(LiveRoutes.class)).addAppender(log);
        context = new DefaultCamelContext();
        live = new LiveRoutes(directory, new ReentrantLock());
        context.addService(live);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getPackageScanResourceResolver(context)
                        .findResources("file:" + directory + "/**/*.camel.yaml"));
        context.start();
    }

    @AfterEach
    void stop() throws IOException {
        ((Logger) LoggerFactory.getLogger(LiveRoutes.class)).detachAppender(log);
        context.close();
    }

    /** As editors do it: under another name first. */
    private void write(String name, String text) throws IOException {
        Path written = Files.writeString(directory.resolve("channels/" + name + ".part"), text);
        Files.move(
                written,
                directory.resolve("channels/" + name + ".camel.yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private Set<String> routes() {
        return context.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toCollection(TreeSet::new));
    }

    private String ask(String channel) {
        return context.createFluentProducerTemplate()
                .to("direct:channel-" + channel)
                .request(String.class);
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(15)).untilAsserted(assertion);
    }

    private List<String> warnings() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getLevel() + " " + event.getKeyValuePairs() + " " + event.getFormattedMessage())
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    @Test
    void newFileAddsAChannel() throws IOException {
        write("three", CHANNEL.formatted("three", "third"));

        eventually(() -> assertThat(ask("three")).isEqualTo("third"));
        assertThat(ask("one")).isEqualTo("first");
    }

    @Test
    void editedFileReplacesItsRouteAgainAndAgain() throws IOException {
        for (String text : List.of("other", "more", "last")) {
            write("one", CHANNEL.formatted("one", text));
            eventually(() -> assertThat(ask("one")).isEqualTo(text));
        }
        assertThat(routes()).containsExactly("channel-notify", "channel-one", "channel-two");
    }

    @Test
    void brokenFileLeavesEverythingRunningAndIsReportedOnce() throws IOException {
        write("one", "- route: {id: channel-one, from: {uri: 'direct:channel-one', steps: [{nonsense: {}}]}}");

        eventually(() -> assertThat(live.refused()).hasSize(1));
        assertThat(ask("one")).isEqualTo("first");
        assertThat(ask("two")).isEqualTo("second");
        Files.setLastModifiedTime(
                directory.resolve("channels/one.camel.yaml"),
                java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5_000));
        write("two", CHANNEL.formatted("two", "second again"));
        eventually(() -> assertThat(ask("two")).isEqualTo("second again"));
        assertThat(warnings()).hasSize(1).first().asString().contains("one.camel.yaml", "nonsense", "refused");

        write("one", CHANNEL.formatted("one", "good"));
        eventually(() -> assertThat(ask("one")).isEqualTo("good"));
        assertThat(live.refused()).isEmpty();
    }

    @Test
    void routeThatDoesNotStartIsRolledBack() throws IOException {
        write("one", CHANNEL.formatted("one", "x").replace("uri: direct:channel-one", "uri: nosuchcomponent:x"));

        eventually(() -> assertThat(live.refused()).hasSize(1));
        assertThat(ask("one")).isEqualTo("first");
    }

    @Test
    void routeOfAnotherFileIsNotTakenOver() throws IOException {
        write("thief", CHANNEL.formatted("one", "stolen"));

        eventually(() -> assertThat(warnings()).anyMatch(line -> line.contains("is already in")));
        assertThat(ask("one")).isEqualTo("first");
    }

    @Test
    void deletedChannelFileRemovesTheChannel() throws IOException {
        Files.delete(directory.resolve("channels/one.camel.yaml"));

        eventually(() -> assertThat(routes()).containsExactly("channel-notify", "channel-two"));
        assertThat(ask("two")).isEqualTo("second");
    }

    @Test
    void deletedStageRunsOn() throws IOException {
        Files.delete(directory.resolve("notify.camel.yaml"));

        eventually(() -> assertThat(live.refused()).hasSize(1));
        assertThat(ask("notify")).isEqualTo("told");
    }

    @Test
    void emptyFileIsWaitedFor() throws IOException {
        write("three", "");
        write("three", CHANNEL.formatted("three", "third"));

        eventually(() -> assertThat(ask("three")).isEqualTo("third"));
        assertThat(warnings()).isEmpty();
    }
}
