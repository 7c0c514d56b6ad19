package org.spotalert;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.freemarker.FreemarkerComponent;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.OnCamelContextStopped;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.spotalert.aws.AwsClients;
import org.spotalert.aws.EventRule;
import org.spotalert.aws.HiddenMessages;
import org.spotalert.aws.QueueAddress;
import org.spotalert.aws.QueueHealthCheck;
import org.spotalert.aws.QueueLocation;
import org.spotalert.channel.AlertMessages;
import org.spotalert.channel.GoogleChat;
import org.spotalert.channel.SnsSubject;
import org.spotalert.channel.SnsText;
import org.spotalert.channel.Templates;
import org.spotalert.channel.WebhookClient;
import org.spotalert.config.BadSettingsException;
import org.spotalert.config.ChannelSettings;
import org.spotalert.config.DerivedProperties;
import org.spotalert.config.Settings;
import org.spotalert.decide.Decisions;
import org.spotalert.enrich.ClusterList;
import org.spotalert.enrich.ClusterLookup;
import org.spotalert.enrich.Impacts;
import org.spotalert.enrich.InstanceLookup;
import org.spotalert.enrich.MergeFindings;
import org.spotalert.event.EventParser;
import org.spotalert.intake.ConsumerFailures;
import org.spotalert.live.LiveRoutes;
import org.spotalert.live.RouteFilesHealthCheck;
import org.spotalert.notify.Channels;
import org.spotalert.notify.ChannelsAtStart;
import org.spotalert.window.BatchingWindow;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes every part that the routes name. */
final class Wiring implements CamelConfiguration {

    /** Calls to ECS at the same time: well below the burst that ECS grants an account. */
    private static final int LOOKUP_THREADS = 16;

    private static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ROUTES_LOOK = Duration.ofSeconds(1);
    private static final Duration ROUTES_DRAIN = Duration.ofSeconds(10);

    private final Clock clock = Clock.systemUTC();

    @Override
    public void configure(CamelContext context) throws Exception {
        Settings settings = Settings.read(property(context));
        AwsClients clients = new AwsClients(settings.region(), settings.roleArn(), settings.patience());
        context.getComponent("freemarker", FreemarkerComponent.class)
                .setConfiguration(new Templates(settings.templates()).configuration());
        bindIntake(context, settings, clients);
        bindEnrich(context, settings, clients);
        new NotifyWiring(context, clock).bind(settings.store());
        watchRoutes(context, settings);
        bindChannels(context, settings.channels(), clients);
    }

    static Function<String, Optional<String>> property(CamelContext context) {
        return property -> context.getPropertiesComponent().resolveProperty(property);
    }

    private void bindIntake(CamelContext context, Settings settings, AwsClients clients) throws Exception {
        HiddenMessages hidden = new HiddenMessages(settings.visibilityTimeout());
        SqsClient sqs = clients.sqs(settings.queue().region(), hidden);
        String url = queueUrl(sqs, settings);
        afterStop(context, () -> hidden.giveBack(sqs, url));
        context.getPropertiesComponent()
                .addPropertiesSource(new DerivedProperties(
                        Map.of("spot.queue.name", settings.queue().name(), "spot.queue.url", url)));
        Registry registry = context.getRegistry();
        registry.bind("sqs", SqsClient.class, sqs);
        registry.bind("eventParser", new EventParser(settings.region(), QueueAddress.account(url)));
        registry.bind("consumerFailures", new ConsumerFailures());
        registry.bind("window", new BatchingWindow("direct:enrich", settings.window(), settings.maxInFlight()));
        if (settings.provisionedRule() != null) {
            registry.bind("eventBridge", clients.eventBridge());
            registry.bind("eventRule", new EventRule(sqs, settings.provisionedRule(), url));
        }
        HealthCheckRegistry.get(context).register(new QueueHealthCheck(sqs, url));
    }

    /** Does this when the routes have ended, in the order of these calls. */
    static void afterStop(CamelContext context, Runnable action) {
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt((OnCamelContextStopped) stopped -> action.run()));
    }

    private static String queueUrl(SqsClient sqs, Settings settings) {
        try {
            return new QueueLocation(sqs).url(settings.queue());
        } catch (IllegalArgumentException absent) {
            throw new BadSettingsException(
                    List.of("SPOT_QUEUE (spot.queue): " + absent.getMessage() + "; make it, or correct the name"));
        }
    }

    private void bindEnrich(CamelContext context, Settings settings, AwsClients clients) {
        EcsClient ecs = clients.ecs();
        ExecutorService threads =
                context.getExecutorServiceManager().newFixedThreadPool(this, "lookup", LOOKUP_THREADS);
        Registry registry = context.getRegistry();
        registry.bind("ec2", clients.ec2());
        registry.bind("ecs", ecs);
        registry.bind("lookupThreads", context.getExecutorServiceManager().newCachedThreadPool(this, "enrich"));
        registry.bind("impacts", new Impacts(clock, settings.patience(), settings.region()));
        registry.bind("instanceLookup", new InstanceLookup());
        registry.bind("clusterLookup", new ClusterLookup(settings.clusters(), ecs, threads, clock));
        registry.bind("clusterList", new ClusterList());
        registry.bind("mergeFindings", new MergeFindings());
        registry.bind("decisions", new Decisions());
    }

    private void watchRoutes(CamelContext context, Settings settings) throws Exception {
        LiveRoutes routes = new LiveRoutes(context, settings.routes(), ROUTES_LOOK, ROUTES_DRAIN);
        context.addService(routes);
        Channels channels = new Channels(routes::channelEndpoints, property(context));
        context.getRegistry().bind("channels", channels);
        context.addStartupListener(
                new ChannelsAtStart(channels, settings.queue().name()));
        HealthCheckRegistry.get(context).register(new RouteFilesHealthCheck(routes));
    }

    private void bindChannels(CamelContext context, ChannelSettings settings, AwsClients clients) {
        Registry registry = context.getRegistry();
        registry.bind("alertMessages", new AlertMessages(clock));
        registry.bind("webhookClient", new WebhookClient(settings.webhooks(), WEBHOOK_TIMEOUT));
        registry.bind("googleChat", new GoogleChat());
        registry.bind("snsSubject", new SnsSubject(settings.utf8Subject()));
        registry.bind("snsText", new SnsText());
        if (settings.topic() != null) {
            registry.bind("sns", clients.sns(settings.topic().region()));
        }
        if (settings.email() != null) {
            registry.bind("smtpProperties", settings.email().server().toProperties());
            registry.bind("smtpAuthenticator", settings.email().authenticator());
            registry.bind("emailHeaders", settings.email().headers());
        }
    }
}
