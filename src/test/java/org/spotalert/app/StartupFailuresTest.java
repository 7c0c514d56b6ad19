package org.spotalert.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.BindException;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.settings.InvalidSettingsException;

/** What is said when the program does not start. */
class StartupFailuresTest {

    private static List<String> problemsOf(Main main) {
        try {
            return StartupFailures.problems(catchException(main::start));
        } finally {
            main.stop();
        }
    }

    @Test
    void valueThatCamelDoesNotTakeIsNamedWithItsProperty() {
        Main main = new Main();
        main.addOverrideProperty("camel.main.shutdownTimeout", "soon");

        assertThat(problemsOf(main))
                .singleElement()
                .asString()
                .startsWith("bad setting: camel.main.shutdownTimeout: Camel takes no \"soon\"");
    }

    @Test
    void absentDirectoryOfRoutesIsNamed() {
        Main main = new Main();
        main.addOverrideProperty("camel.main.routes-include-pattern", "file:no-such-directory/**/*.camel.yaml");

        assertThat(problemsOf(main))
                .containsExactly(
                        "bad setting: SPOT_ROUTES (spot.routes): \"no-such-directory\" is not a directory; give"
                                + " that of the route files");
    }

    @Test
    void routeThatCannotBeMadeIsNamed() {
        Main main = new Main();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").routeId("mine").to("direct:{{absent.setting}}");
            }
        });

        assertThat(problemsOf(main))
                .singleElement()
                .asString()
                .startsWith("the routes do not start: route mine: ")
                .contains("absent.setting")
                .doesNotContain("\n");
    }

    @Test
    void anythingElseIsOneLineToo() {
        assertThat(StartupFailures.problems(new IllegalStateException("a\nfault")))
                .containsExactly("the start has failed: java.lang.IllegalStateException: a fault; SPOT_LOG_LEVEL=DEBUG"
                        + " shows where");
        assertThat(StartupFailures.problems(new RuntimeException(new OutOfMemoryError("Java heap space"))))
                .containsExactly("the start has failed: java.lang.OutOfMemoryError: Java heap space; give the program"
                        + " more memory");
        assertThat(StartupFailures.problems(new NoClassDefFoundError("org/example/Gone")))
                .singleElement()
                .asString()
                .endsWith("; the directory lib is not the one that was built with this jar");
    }

    @Test
    void portThatCannotBeOpenedIsNamed() {
        assertThat(StartupFailures.problems(new RuntimeException(new BindException("Address already in use"))))
                .singleElement()
                .asString()
                .startsWith("bad setting: CAMEL_MANAGEMENT_PORT (camel.management.port): nothing can listen there:"
                        + " Address already in use;");
    }

    @Test
    void reasonIsNotLoggedByCamelAsWell() throws Exception {
        Logger camel = (Logger) LoggerFactory.getLogger("org.apache.camel.impl.engine.AbstractCamelContext");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        camel.addAppender(lines);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addStartupListener((started, already) -> {
                throw new InvalidSettingsException(List.of("no channel is enabled"));
            });

            Exception failure = catchException(context::start);

            assertThat(StartupFailures.problems(failure)).containsExactly("bad setting: no channel is enabled");
            assertThat(lines.list).noneMatch(line -> line.getFormattedMessage().contains("no channel is enabled"));
        } finally {
            camel.detachAppender(lines);
        }
    }
}
