package org.spotalert.pipeline.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.sqs.Acknowledgements;
import org.spotalert.platform.aws.sqs.DeadLetterWatch;
import org.spotalert.platform.aws.sqs.InFlightMessages;
import org.spotalert.platform.aws.sqs.PollMonitor;
import org.spotalert.platform.aws.sqs.QueueLocation;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.health.WarningHealthCheck;
import org.spotalert.platform.management.Figures;
import org.spotalert.platform.settings.InvalidSettingsException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Makes the parts between the queue and the window, and those that look after the queue. */
public record IntakeBeans(CamelContext context, AwsClients clients, Clock clock) {

    /** Makes the parts, and returns what puts messages on the queue. */
    public QueueLocation bind(IntakeSettings settings, String region) throws Exception {
        SqsClient sqs = clients.sqs(settings.queue().region(), Duration.ZERO);
        QueueLocation queue = new QueueLocation(sqs, settings.queue());
        locate(queue);
        InFlightMessages hidden = new InFlightMessages(settings.visibilityTimeout());
        Acknowledgements acknowledgements = new Acknowledgements(sqs, queue, hidden);
        context.getRegistry().bind("acknowledgements", acknowledgements);
        Contexts.afterStop(context, acknowledgements::close);
        Contexts.afterStop(context, () -> hidden.giveBack(sqs, queue::url));
        PollMonitor reads = bindConsumer(settings, queue, hidden);
        new Figures("type=Queue", "The queue of the notices, as the program reads it")
                .number(
                        "Age",
                        "spot.queue.age.seconds",
                        "Seconds that the oldest message of the last poll had been on the queue; 0 when there was none",
                        () -> reads.age().toMillis() / 1000.0)
                .number(
                        "InFlight",
                        "spot.queue.in.flight",
                        "Messages that this process has received and not yet deleted",
                        hidden::count)
                .text(
                        "Problem",
                        "Why the queue cannot be read; empty when it can",
                        () -> reads.problem().orElse(""))
                .show(context);
        Registry registry = context.getRegistry();
        registry.bind("checkSqs", SqsClient.class, sqs);
        registry.bind(
                "messageReader", new MessageReader(new EventParser(region, queue::account, settings.kinds()), clock));
        IntakeSettings.Batch batch = settings.batch();
        // A batch may take as long as three periods: what gets no permit again and again would become a dead letter.
        registry.bind(
                "lateNotices",
                new LateNotices(Math.max(1, batch.maxInFlight() / 4), batch.late(), clock, System::nanoTime));
        if (settings.provisionedRule() != null) {
            bindRule(settings.provisionedRule(), settings, sqs, queue);
        }
        DeadLetterWatch deadLetters = new DeadLetterWatch(sqs, queue);
        registry.bind("deadLetterWatch", deadLetters);
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.register(reads);
        health.register(new WarningHealthCheck("dead-letter-queue", deadLetters::warning));
        return queue;
    }

    private void bindRule(String name, IntakeSettings settings, SqsClient sqs, QueueLocation queue) {
        Registry registry = context.getRegistry();
        registry.bind("eventBridge", EventBridgeClient.class, clients.eventBridge());
        String pattern = EventRulePattern.of(settings.kinds(), settings.canary());
        EventRule rule = new EventRule(sqs, name, pattern, queue);
        registry.bind("eventRule", rule);
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("event-rule", rule::warning));
    }

    /** A queue that does not exist stops the start. When SQS does not answer, the consumer goes on asking. */
    private static void locate(QueueLocation queue) {
        try {
            queue.url();
        } catch (QueueDoesNotExistException absent) {
            throw new InvalidSettingsException(List.of("SPOT_QUEUE (spot.queue): there is no queue \""
                    + queue.urlOrName() + "\" in this account and region; make it, or correct the name"));
        } catch (SdkException later) {
            // Health and the first poll of the queue say why.
        }
    }

    private PollMonitor bindConsumer(IntakeSettings settings, QueueLocation queue, InFlightMessages hidden) {
        PollMonitor reads = new PollMonitor(queue);
        SqsClient consumer = clients.sqs(settings.queue().region(), settings.waitTime(), hidden, reads);
        Contexts.derive(
                context, Map.of("spot.queue.name", settings.queue().name(), "spot.queue.url", queue.urlOrName()));
        context.getRegistry().bind("sqs", SqsClient.class, consumer);
        context.getRegistry().bind("consumerFailures", new ConsumerFailures(reads::failed));
        return reads;
    }
}
