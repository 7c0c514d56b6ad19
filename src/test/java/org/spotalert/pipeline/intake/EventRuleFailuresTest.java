package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;

class EventRuleFailuresTest {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(EventRuleFailures.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final EventRuleFailures failures = new EventRuleFailures("spot");

    @BeforeEach
    void listen() {
        lines.start();
        LOGGER.addAppender(lines);
    }

    @AfterEach
    void leave() {
        LOGGER.detachAppender(lines);
    }

    private void fail(String words) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(
                Exchange.EXCEPTION_CAUGHT,
                EventBridgeException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("AccessDeniedException")
                                .errorMessage(words)
                                .build())
                        .build());
        failures.process(exchange);
    }

    @Test
    void everyReasonIsSaidOnceAndTheWarningHoldsUntilTheRuleStands() {
        assertThat(failures.warning()).isEmpty();

        fail("not authorized to perform: events:PutRule");
        fail("not authorized to perform: events:PutRule");

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
        assertThat(lines.list.get(0).getKeyValuePairs().toString())
                .contains(
                        "spot",
                        "AccessDeniedException: not authorized to perform: events:PutRule",
                        "docs/permissions.md");
        assertThat(failures.warning().orElseThrow()).contains("events:PutRule", "docs/permissions.md");

        fail("not authorized to perform: events:PutTargets");
        failures.over();

        assertThat(lines.list).hasSize(2);
        assertThat(failures.warning()).isEmpty();
    }
}
