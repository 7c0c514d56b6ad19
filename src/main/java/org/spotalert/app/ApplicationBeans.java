package org.spotalert.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.spotalert.channels.ChannelBeans;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.channels.template.TemplateBeans;
import org.spotalert.pipeline.decide.DecideBeans;
import org.spotalert.pipeline.decide.silence.SilenceBeans;
import org.spotalert.pipeline.enrich.EnrichBeans;
import org.spotalert.pipeline.intake.IntakeBeans;
import org.spotalert.pipeline.notify.AlertCounters;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.notify.ChannelsAtStart;
import org.spotalert.pipeline.notify.NotifyBeans;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;
import org.spotalert.pipeline.store.setup.StoreBeans;
import org.spotalert.pipeline.notify.routing.ChannelComponent;
import org.spotalert.pipeline.recovery.NextCheck;
import org.spotalert.pipeline.recovery.RecoveryBeans;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsClock;
import org.spotalert.platform.aws.ClockWatch;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.management.ManagementBeans;
import org.spotalert.reload.RouteFilesHealthCheck;
import org.spotalert.reload.RouteReload;

/** Makes every part that the routes name. */
public final class ApplicationBeans implements CamelConfiguration {

    private static final Duration ROUTES_LOOK = Duration.ofSeconds(1);
    private static final Duration ROUTES_DRAIN = Duration.ofSeconds(10);

    private final ClockWatch clockWatch;
    private final Clock clock;
    private final Map<String, String> overrides;

    public ApplicationBeans() {
        this(Map.of());
    }

    /** @param overrides settings that count more than those of files and environment */
    public ApplicationBeans(Map<String, String> overrides) {
        this(overrides, Clock.systemUTC());
    }

    /**
     * The same.
     *
     * @param machine this machine's clock, which is put right by AWS's
     */
    public ApplicationBeans(Map<String, String> overrides, Clock machine) {
        this.clockWatch = new ClockWatch(machine);
        this.clock = new AwsClock(machine, clockWatch);
        this.overrides = Map.copyOf(overrides);
    }

    @Override
    public void configure(CamelContext context) throws Exception {
        Settings settings = Settings.read(name -> Optional.ofNullable(overrides.get(name))
                .or(() -> Contexts.property(context).apply(name)));
        AwsClients clients =
                new AwsClients(settings.aws().region(), settings.aws().role(), clock);
        components(context, settings.templates());
        ManagementBeans.bind(context, settings.management());
        Supplier<Duration> waitingForRoom = new IntakeBeans(context, clients, clock, clockWatch)
                .bind(
                        settings.intake(),
                        settings.aws().region(),
                        settings.recovery().timeout());
        LookupClients lookups = new EnrichBeans(context, clients, clock).bind(settings.lookups());
        StoreBeans.Made kept = StoreBeans.bind(context, settings.store(), clock);
        DeliveryLog deliveries = new NotifyBeans(context, clock)
                .bind(
                        kept,
                        settings.delivery(),
                        settings.intake().batch().maxInFlight(),
                        new Failures(clock, settings.channels().mailSecrets()),
                        waitingForRoom);
        new DecideBeans(context, clock)
                .bind(
                        settings.suppression(),
                        SilenceBeans.bind(context.getRegistry(), kept.store(), clock));
        new RecoveryBeans(context, clock)
                .bind(
                        settings.recovery(),
                        settings.drain(),
                        settings.suppression().criticalBelow(),
                        settings.lookups().timeout(),
                        settings.intake().batch(),
                        clients,
                        lookups,
                        deliveries);
        Channels channels = watchRoutes(context, settings);
        context.getRegistry().bind("nextLook", new NextCheck(channels, deliveries));
        new ChannelBeans(context, new AlertMessages(clock.withZone(settings.timezone())))
                .bind(settings.channels(), clients);
        Contexts.afterStop(context, clients::close);
    }

    /** Sets up the components that routes use, in the program and in rehearsals alike. */
    public static void components(CamelContext context, Path templates) {
        context.addComponent("direct", new ChannelComponent());
        new TemplateBeans(context).bind(templates);
    }

    private Channels watchRoutes(CamelContext context, Settings settings) throws Exception {
        RouteReload routes = new RouteReload(context, settings.routes(), ROUTES_LOOK, ROUTES_DRAIN);
        context.addService(routes);
        Channels channels = new Channels(routes::channels, Contexts.property(context));
        context.getRegistry().bind("channels", channels);
        context.addStartupListener(
                new ChannelsAtStart(channels, settings.intake().queue().name()));
        context.addStartupListener(new AlertCounters(channels));
        HealthCheckRegistry.get(context).register(new RouteFilesHealthCheck(routes));
        return channels;
    }
}
