package org.spotalert;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.aws.Acknowledgements;
import org.spotalert.aws.AwsClients;
import org.spotalert.aws.ClockWatch;
import org.spotalert.aws.DeadLetterWatch;
import org.spotalert.aws.EventRule;
import org.spotalert.aws.EventRuleFailures;
import org.spotalert.aws.EventRulePattern;
import org.spotalert.aws.HiddenMessages;
import org.spotalert.aws.QueueHealthCheck;
import org.spotalert.aws.QueueLocation;
import org.spotalert.aws.QueueReads;
import org.spotalert.config.BadSettingsException;
import org.spotalert.config.DerivedProperties;
import org.spotalert.config.Settings;
import org.spotalert.config.WindowSettings;
import org.spotalert.event.EventParser;
import org.spotalert.health.WarningHealthCheck;
import org.spotalert.intake.ConsumerFailures;
import org.spotalert.intake.LateNotices;
import org.spotalert.intake.LateTurns;
import org.spotalert.intake.MessageReader;
import org.spotalert.window.BatchingWindow;
import org.spotalert.window.Opening;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Makes the parts between the queue and the window, and those that look after the queue. */
final class IntakeWiring {

    private final CamelContext context;
    private final AwsClients clients;
    private final Clock clock;
    private final ClockWatch clockWatch;

    IntakeWiring(CamelContext context, AwsClients clients, Clock clock, ClockWatch clockWatch) {
        this.context = context;
        this.clients = clients;
        this.clock = clock;
        this.clockWatch = clockWatch;
    }

    /** Returns how long the consumer has been waiting for room. */
    Supplier<Duration> bind(Settings settings) {
        SqsClient sqs = clients.sqs(settings.queue().region(), Duration.ZERO, clockWatch);
        QueueLocation queue = new QueueLocation(sqs, settings.queue());
        locate(queue);
        HiddenMessages hidden = new HiddenMessages(settings.visibilityTimeout());
        Acknowledgements acknowledgements = new Acknowledgements(sqs, queue, hidden);
        context.getRegistry().bind("acknowledgements", acknowledgements);
        Wiring.afterStop(context, acknowledgements::close);
        Wiring.afterStop(context, () -> hidden.giveBack(sqs, queue::url));
        QueueReads reads = bindConsumer(settings, queue, hidden);
        Registry registry = context.getRegistry();
        registry.bind("reminders", SqsClient.class, sqs);
        registry.bind(
                "messageReader",
                new MessageReader(
                        new EventParser(settings.region(), queue::account, settings.kinds()),
                        settings.followUp().patience(),
                        clock));
        BatchingWindow window = bindWindows(settings.window());
        if (settings.provisionedRule() != null) {
            bindRule(settings.provisionedRule(), settings, sqs, queue);
        }
        DeadLetterWatch deadLetters = new DeadLetterWatch(sqs, queue);
        registry.bind("deadLetterWatch", deadLetters);
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.register(new QueueHealthCheck(sqs, queue, reads));
        health.register(new WarningHealthCheck("dead-letter-queue", deadLetters::warning));
        health.register(new WarningHealthCheck("clock", clockWatch::warning));
        return window::waitingForRoom;
    }

    /** Late notices have one of their own: they are told together, and hold no other up. */
    private BatchingWindow bindWindows(WindowSettings settings) {
        Registry registry = context.getRegistry();
        registry.bind("lateNotices", new LateNotices(clock));
        BatchingWindow window =
                new BatchingWindow("direct:enrich", Opening.atOnceThenEvery(settings.period()), settings.maxInFlight());
        registry.bind("window", window);
        registry.bind(
                "lateWindow",
                new BatchingWindow(
                        "direct:enrich",
                        Opening.after(settings.late()),
                        settings.maxInFlight(),
                        "direct:late-put-off"));
        registry.bind(
                "lateTurns",
                // A batch may take as long as three turns: what finds no room again and again would become a dead
                // letter.
                new LateTurns(Math.max(1, settings.maxInFlight() / 4), settings.late(), System::nanoTime));
        return window;
    }

    private void bindRule(String name, Settings settings, SqsClient sqs, QueueLocation queue) {
        Registry registry = context.getRegistry();
        registry.bind("eventBridge", EventBridgeClient.class, clients.eventBridge());
        String pattern = EventRulePattern.of(settings.kinds());
        registry.bind("eventRule", new EventRule(sqs, name, pattern, queue));
        EventRuleFailures failures = new EventRuleFailures(name);
        registry.bind("eventRuleFailures", failures);
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("event-rule", failures::warning));
    }

    /** A queue that does not exist stops the start. When SQS does not tell, the consumer goes on asking. */
    private static void locate(QueueLocation queue) {
        try {
            queue.url();
        } catch (QueueDoesNotExistException absent) {
            throw new BadSettingsException(List.of("SPOT_QUEUE (spot.queue): there is no queue \"" + queue.urlOrName()
                    + "\" in this account and region; make it, or correct the name"));
        } catch (SdkException later) {
            // Health and the first look at the queue say why.
        }
    }

    private QueueReads bindConsumer(Settings settings, QueueLocation queue, HiddenMessages hidden) {
        QueueReads reads = new QueueReads(queue);
        SqsClient consumer = clients.sqs(settings.queue().region(), settings.waitTime(), hidden, reads, clockWatch);
        context.getPropertiesComponent()
                .addPropertiesSource(new DerivedProperties(
                        Map.of("spot.queue.name", settings.queue().name(), "spot.queue.url", queue.urlOrName())));
        context.getRegistry().bind("sqs", SqsClient.class, consumer);
        context.getRegistry().bind("consumerFailures", new ConsumerFailures(reads::failed));
        return reads;
    }
}
