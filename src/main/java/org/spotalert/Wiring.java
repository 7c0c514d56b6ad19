package org.spotalert;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.OnCamelContextStopped;
import org.apache.camel.support.LifecycleStrategySupport;
import org.spotalert.aws.AwsClients;
import org.spotalert.aws.AwsClock;
import org.spotalert.aws.ClockWatch;
import org.spotalert.aws.LookupClients;
import org.spotalert.channel.message.AlertMessages;
import org.spotalert.config.Settings;
import org.spotalert.follow.NextLook;
import org.spotalert.live.LiveRoutes;
import org.spotalert.live.RouteFilesHealthCheck;
import org.spotalert.notify.AlertCounters;
import org.spotalert.notify.Channels;
import org.spotalert.notify.ChannelsAtStart;
import org.spotalert.routing.ChannelComponent;

/** Makes every part that the routes name. */
final class Wiring implements CamelConfiguration {

    private static final Duration ROUTES_LOOK = Duration.ofSeconds(1);
    private static final Duration ROUTES_DRAIN = Duration.ofSeconds(10);

    private final ClockWatch clockWatch;
    private final Clock clock;
    private final Map<String, String> overrides;

    Wiring() {
        this(Map.of());
    }

    /** @param overrides settings that count more than those of files and environment */
    Wiring(Map<String, String> overrides) {
        this(overrides, Clock.systemUTC());
    }

    /**
     * The same.
     *
     * @param machine this machine's clock, which is put right by AWS's
     */
    Wiring(Map<String, String> overrides, Clock machine) {
        this.clockWatch = new ClockWatch(machine);
        this.clock = new AwsClock(machine, clockWatch);
        this.overrides = Map.copyOf(overrides);
    }

    @Override
    public void configure(CamelContext context) throws Exception {
        Settings settings = Settings.read(name -> Optional.ofNullable(overrides.get(name))
                .or(() -> property(context).apply(name)));
        AwsClients clients = new AwsClients(settings.region(), settings.role(), clock);
        components(context, settings.templates());
        ManagementWiring.bind(context, settings.management());
        Supplier<Duration> waitingForRoom = new IntakeWiring(context, clients, clock, clockWatch).bind(settings);
        LookupClients lookups = new EnrichWiring(context, clients, clock).bind(settings.lookups());
        ClaimWiring.Made kept = new ClaimWiring(context).bind(settings.store(), settings.kinds());
        new NotifyWiring(context, clock).bind(kept.claims(), settings, waitingForRoom);
        new DecideWiring(context, clock).bind(settings, kept.database());
        new FollowUpWiring(context, clock).bind(settings, clients, lookups, kept);
        Channels channels = watchRoutes(context, settings);
        context.getRegistry().bind("nextLook", new NextLook(channels, kept.claims()));
        new ChannelWiring(context, new AlertMessages(clock.withZone(settings.timezone())))
                .bind(settings.channels(), clients);
        afterStop(context, clients::close);
    }

    /** Sets up the components that routes use, in the program and in rehearsals alike. */
    static void components(CamelContext context, Path templates) {
        context.addComponent("direct", new ChannelComponent());
        new TemplateWiring(context).bind(templates);
    }

    static Function<String, Optional<String>> property(CamelContext context) {
        return property -> context.getPropertiesComponent().resolveProperty(property);
    }

    /** Does this when the routes have ended, in the order of these calls. */
    static void afterStop(CamelContext context, Runnable action) {
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt((OnCamelContextStopped) stopped -> action.run()));
    }

    private Channels watchRoutes(CamelContext context, Settings settings) throws Exception {
        LiveRoutes routes = new LiveRoutes(context, settings.routes(), ROUTES_LOOK, ROUTES_DRAIN);
        context.addService(routes);
        Channels channels = new Channels(routes::channels, property(context));
        context.getRegistry().bind("channels", channels);
        context.addStartupListener(
                new ChannelsAtStart(channels, settings.queue().name()));
        context.addStartupListener(new AlertCounters(channels));
        HealthCheckRegistry.get(context).register(new RouteFilesHealthCheck(routes));
        return channels;
    }
}
