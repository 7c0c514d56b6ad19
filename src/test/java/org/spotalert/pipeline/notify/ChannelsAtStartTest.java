package org.spotalert.pipeline.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.spotalert.pipeline.notify.routing.Condition;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.settings.InvalidSettingsException;

class ChannelsAtStartTest {

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        context.stop();
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ChannelsAtStart.class);
    }

    private void started(List<RunningChannel> channels) throws Exception {
        Contexts.whenStarted(
                context,
                (started, already) -> new ChannelsAtStart(
                                new Channels(() -> channels, property -> Optional.empty(), Set::of), "spot")
                        .check());
        context.addRoutes(route("direct:one"));
        context.start();
    }

    private static RouteBuilder route(String from) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to("log:out");
            }
        };
    }

    @Test
    void startIsSaidOnceHoweverManyRoutesAreStartedLater() throws Exception {
        started(List.of(new RunningChannel("direct://channel-sns", Condition.parse(""))));
        context.addRoutes(route("direct:two"));
        context.addRoutes(route("direct:three"));

        assertThat(log.list).extracting(ILoggingEvent::getMessage).containsExactly("started");
    }

    @Test
    void programThatCanNotifyNobodyDoesNotStart() {
        assertThatThrownBy(() -> started(List.of())).isInstanceOf(InvalidSettingsException.class);
    }
}
