package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.aws.sqs.QueueLocation;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;

class EventRuleTest {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(EventRule.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AwsClients clients = new AwsClients(new AwsSettings("eu-west-1", null));
    private final EventRule rule = new EventRule(
            clients.sqs(null, Duration.ZERO),
            "spot",
            "{}",
            new QueueLocation(
                    clients.sqs(null, Duration.ZERO),
                    QueueAddress.parse("https://sqs.eu-west-1.amazonaws.com/123456789012/spot")));

    @BeforeEach
    void listen() {
        lines.start();
        LOGGER.addAppender(lines);
    }

    @AfterEach
    void leave() {
        LOGGER.detachAppender(lines);
        clients.close();
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
        rule.process(exchange);
    }

    @Test
    void everyReasonIsSaidOnceAndTheWarningHoldsUntilTheRuleStands() {
        assertThat(rule.warning()).isEmpty();

        fail("not authorized to perform: events:PutRule");
        fail("not authorized to perform: events:PutRule");

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
        assertThat(lines.list.get(0).getKeyValuePairs().toString())
                .contains(
                        "spot",
                        "AccessDeniedException: not authorized to perform: events:PutRule",
                        "docs/permissions.md");
        assertThat(rule.warning().orElseThrow()).contains("events:PutRule", "docs/permissions.md");

        fail("not authorized to perform: events:PutTargets");
        rule.done();

        assertThat(lines.list)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.ERROR, Level.ERROR, Level.INFO);
        assertThat(rule.warning()).isEmpty();
    }
}
