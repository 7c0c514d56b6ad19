package org.spotalert.channels.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.platform.health.WarningHealthCheck;

/** Templates that are edited while the program runs, well or badly: the alert leaves in any case. */
class LiveTemplatesTest {

    private static final String NAME = "message.md.ftl";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AlertMessage message = Alerts.warning().message();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @SuppressWarnings("NullAway.Init")
    private TemplateComponent watch;

    @BeforeEach
    void start() throws Exception {
        Files.copy(Path.of("templates", NAME), folder.resolve(NAME));
        watch = new TemplateComponent(new Templates(folder));
        context.addComponent("freemarker", watch);
        context.start();
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        context.stop();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(TemplateComponent.class);
    }

    private void edit(String text) {
        try {
            Files.writeString(folder.resolve(NAME), text);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Exchange render(String name) {
        return context.createFluentProducerTemplate()
                .to("freemarker:" + name)
                .withBody(message)
                .send();
    }

    private String rendered() {
        Exchange exchange = render(NAME);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    private List<String> lines(Level level) {
        return List.copyOf(log.list).stream()
                .filter(line -> line.getLevel() == level)
                .map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs())
                .toList();
    }

    @Test
    void editIsSeen() {
        edit("Look: ${body.severity}");

        await().until(() -> rendered().equals("Look: " + message.severity()));
        watch.check();
        assertThat(watch.warnings()).isEmpty();
    }

    @Test
    void includedTemplateIsSeenToo() throws IOException {
        Files.writeString(folder.resolve("part.md.ftl"), "shared ${body.severity}");
        edit("<#include \"part.md.ftl\">");

        await().until(() -> rendered().equals("shared " + message.severity()));
    }

    @Test
    void builtInTemplateReplacesABrokenOneUntilItIsCorrected() {
        String before = rendered();
        edit("fine\n${body.");
        watch.check();
        watch.check();

        await().untilAsserted(() ->
                assertThat(render(NAME).getMessage().getBody(String.class)).isEqualTo(before));
        assertThat(watch.warnings())
                .singleElement()
                .asString()
                .startsWith("message.md.ftl is broken in line 2, column");
        assertThat(lines(Level.WARN))
                .singleElement()
                .asString()
                .contains("the built-in one is used instead", NAME, "line 2");
        HealthCheck.Result health = new WarningHealthCheck("templates", watch::warning).call();
        assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health.getMessage().orElseThrow()).contains("message.md.ftl is broken in line 2");

        edit("good ${body.severity} again");
        watch.check();

        assertThat(watch.warnings()).isEmpty();
        assertThat(lines(Level.INFO)).hasSize(1);
        await().until(() -> rendered().equals("good " + message.severity() + " again"));
    }

    @Test
    void builtInTemplateReplacesOneThatFailsWhileItIsRendered() {
        String before = rendered();
        edit("half of it ${body.severity} and then ${body.nothing}");
        watch.check();

        await().until(() -> {
            rendered();
            return !watch.warnings().isEmpty();
        });
        assertThat(rendered()).isEqualTo(before);
        assertThat(rendered()).isEqualTo(before);
        assertThat(lines(Level.WARN)).singleElement().asString().contains("fails in line 1 of message.md.ftl");
        watch.check();
        assertThat(watch.warnings()).hasSize(1);

        edit("corrected");
        watch.check();

        assertThat(watch.warnings()).isEmpty();
    }

    @Test
    void builtInTemplateReplacesOneThatIsGone() throws IOException {
        String before = rendered();
        Files.delete(folder.resolve(NAME));

        await().until(() -> {
            rendered();
            return watch.warnings().equals(List.of(NAME + " does not exist"));
        });
        assertThat(rendered()).isEqualTo(before);
    }

    @Test
    void templateOfAnOperatorHasNoOtherInItsPlace() throws IOException {
        Files.writeString(folder.resolve("own.ftl"), "${body.nothing}");

        assertThat(render("own.ftl").getException()).hasMessageContaining("body.nothing");
    }
}
