package org.spotalert;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.aws.AwsClients;
import org.spotalert.aws.DeadLetterCheck;
import org.spotalert.aws.DeadLetterHealthCheck;
import org.spotalert.aws.EventRule;
import org.spotalert.aws.HiddenMessages;
import org.spotalert.aws.QueueAddress;
import org.spotalert.aws.QueueHealthCheck;
import org.spotalert.aws.QueueLocation;
import org.spotalert.config.BadSettingsException;
import org.spotalert.config.DerivedProperties;
import org.spotalert.config.Settings;
import org.spotalert.event.EventParser;
import org.spotalert.intake.ConsumerFailures;
import org.spotalert.window.BatchingWindow;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the parts between the queue and the enrichment. */
final class IntakeWiring {

    private final CamelContext context;
    private final Settings settings;
    private final AwsClients clients;

    IntakeWiring(CamelContext context, Settings settings, AwsClients clients) {
        this.context = context;
        this.settings = settings;
        this.clients = clients;
    }

    void bind() throws Exception {
        SqsClient sqs = clients.sqs(settings.queue().region());
        QueueLocation queue = new QueueLocation(sqs, settings.queue());
        String url = urlOrName(queue);
        HiddenMessages hidden = new HiddenMessages(settings.visibilityTimeout());
        Wiring.afterStop(context, () -> hidden.giveBack(sqs, queue));
        context.getPropertiesComponent()
                .addPropertiesSource(new DerivedProperties(
                        Map.of("spot.queue.name", settings.queue().name(), "spot.queue.url", url)));
        Registry registry = context.getRegistry();
        registry.bind("sqs", SqsClient.class, clients.sqs(settings.queue().region(), queue, hidden));
        registry.bind("eventParser", new EventParser(settings.region(), QueueAddress.account(url)));
        registry.bind("consumerFailures", new ConsumerFailures());
        registry.bind("window", new BatchingWindow("direct:enrich", settings.window(), settings.maxInFlight()));
        if (settings.provisionedRule() != null) {
            registry.bind("eventBridge", clients.eventBridge());
            registry.bind("eventRule", new EventRule(sqs, settings.provisionedRule(), queue));
        }
        DeadLetterCheck deadLetters = new DeadLetterCheck(sqs, queue);
        registry.bind("deadLetterCheck", deadLetters);
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.register(new QueueHealthCheck(sqs, queue));
        health.register(new DeadLetterHealthCheck(deadLetters));
    }

    /** The name stands for the URL until SQS answers: a program that starts while SQS is down must not end. */
    private String urlOrName(QueueLocation queue) {
        try {
            return queue.url();
        } catch (IllegalArgumentException absent) {
            throw new BadSettingsException(
                    List.of("SPOT_QUEUE (spot.queue): " + absent.getMessage() + "; make it, or correct the name"));
        } catch (SdkException unreachable) {
            return settings.queue().name();
        }
    }
}
