package org.spotalert.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.spotalert.channels.ChannelBeans;
import org.spotalert.channels.ChannelSettings;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.channels.template.TemplateComponent;
import org.spotalert.fleet.FleetSettings;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.fleet.reclaims.ReclaimPlaces;
import org.spotalert.model.Impact;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.pipeline.audit.AuditBeans;
import org.spotalert.pipeline.audit.AuditSettings;
import org.spotalert.pipeline.decide.DecideBeans;
import org.spotalert.pipeline.decide.SuppressionSettings;
import org.spotalert.pipeline.decide.silence.SilenceApi;
import org.spotalert.pipeline.enrich.EnrichBeans;
import org.spotalert.pipeline.intake.IntakeBeans;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.pipeline.notify.ChannelFigures;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.notify.ChannelsAtStart;
import org.spotalert.pipeline.notify.DeliveryMeters;
import org.spotalert.pipeline.notify.NotifyBeans;
import org.spotalert.pipeline.notify.NotifySettings;
import org.spotalert.pipeline.notify.routing.ChannelConditions;
import org.spotalert.pipeline.owner.OwnerBeans;
import org.spotalert.pipeline.owner.OwnerSettings;
import org.spotalert.pipeline.owner.Owners;
import org.spotalert.pipeline.page.PageBeans;
import org.spotalert.pipeline.recovery.RecoveryBeans;
import org.spotalert.pipeline.recovery.RecoverySettings;
import org.spotalert.pipeline.store.Incidents.Query;
import org.spotalert.pipeline.store.setup.StoreBeans;
import org.spotalert.pipeline.watch.WatchBeans;
import org.spotalert.pipeline.watch.WatchSettings;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.sqs.QueueLocation;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.config.Config;
import org.spotalert.platform.config.SettingsRefresh;
import org.spotalert.platform.health.WarningHealthCheck;
import org.spotalert.platform.management.ManagementBeans;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.store.StoreSettings;
import org.spotalert.platform.window.WindowComponent;
import org.spotalert.reload.RouteReload;

/**
 * Makes every part that the routes name.
 *
 * @param config the settings that live elsewhere
 * @param overrides settings that count more than those of files and environment
 */
public record ApplicationBeans(Config config, Map<String, String> overrides) implements CamelConfiguration {

    private static final Duration ROUTES_CHECK = Duration.ofSeconds(1);
    private static final Duration ROUTES_DRAIN = Duration.ofSeconds(10);
    /** The incidents that show where AWS is asked what it takes. */
    private static final int PLACES_OF = 500;

    public ApplicationBeans {
        overrides = Map.copyOf(overrides);
    }

    @Override
    public void configure(CamelContext context) throws Exception {
        Clock clock = Clock.systemUTC();
        Settings settings = new Settings(name -> Optional.ofNullable(overrides.get(name))
                        .or(() -> Contexts.property(context).apply(name)))
                .requireAll();
        AwsSettings aws = settings.part(AwsSettings::read);
        IntakeSettings intake = settings.part(IntakeSettings::read);
        LookupSettings lookup = settings.part(LookupSettings::read);
        SuppressionSettings suppression = settings.part(SuppressionSettings::read);
        RecoverySettings recovery = settings.part(RecoverySettings::read);
        StoreSettings store = settings.part(StoreSettings::read);
        ChannelSettings channelSettings = settings.part(ChannelSettings::read);
        AwsClients clients = new AwsClients(aws);
        components(context, settings.part(Settings::templates));
        ManagementBeans.bind(context, settings.part(ManagementSettings::read));
        SettingsRefresh refresh = ConfigBeans.bind(context, config, clock);
        WindowComponent windows = new WindowComponent();
        context.addComponent("window", windows);
        windows.figures().show(context);
        QueueLocation queue = new IntakeBeans(context, clients, clock).bind(intake, aws.region());
        LookupClients lookups = new EnrichBeans(context, clients, clock)
                .bind(lookup, settings.part(FleetSettings::read), aws.region(), clock);
        Contexts.whenStarted(context, (started, already) -> lookups.showIn(started));
        StoreBeans.Made kept = StoreBeans.bind(context, store, clock);
        new NotifyBeans(context, clock)
                .bind(
                        kept,
                        settings.part(NotifySettings::read),
                        intake.batch().maxInFlight(),
                        new Failures(clock, ChannelBeans.secretsNow(context), refresh::renewed),
                        windows::waitingForRoom);
        Owners owners = OwnerBeans.bind(context, settings.part(OwnerSettings::read));
        UnaryOperator<Impact> judged = impact -> owners.of(impact.judgedBelow(suppression.criticalBelow()));
        SilenceApi silences = new SilenceApi(kept.store(), clock);
        context.getRegistry().bind("silenceApi", silences);
        Supplier<List<MaintenanceWindow>> maintenance =
                new DecideBeans(context, clock).bind(suppression, silences::notOver, judged);
        new RecoveryBeans(context, clock)
                .bind(
                        recovery,
                        settings.part(Settings::drain),
                        judged,
                        lookup.timeout(),
                        clients,
                        lookups,
                        kept.store(),
                        kept.incidents());
        ReclaimPlaces places = new ReclaimPlaces(
                aws,
                lookup.clusters(),
                clients.credentials(),
                since -> kept.store()
                        .ask(any -> any.incidents().newest(new Query(since, null, null, false, null, PLACES_OF))),
                clock);
        new AuditBeans(context, clock)
                .bind(
                        settings.part(AuditSettings::read),
                        places,
                        clients,
                        lookups,
                        kept.store(),
                        settings.part(NotifySettings::read).metrics());
        new WatchBeans(context, clients, lookups, kept.store(), clock)
                .bind(settings.part(WatchSettings::read), lookup.timeout(), aws.region(), places, queue);
        watchRoutes(context, settings.part(Settings::routes), intake.queue().name(), owners::channels);
        ChannelBeans.bind(
                context,
                channelSettings,
                new AlertMessages(clock.withZone(settings.part(Settings::timezone))),
                clients);
        PageBeans.bind(
                context.getRegistry(),
                settings.part(ManagementSettings::read).login(),
                maintenance,
                clock.withZone(settings.part(Settings::timezone)));
        Contexts.afterStop(context, clients::close);
    }

    /** Sets up the components that routes use, in the program and in dry runs alike. */
    public static void components(CamelContext context, Path templates) {
        context.addRoutePolicyFactory(new ChannelConditions());
        Contexts.withoutPackedAnswers(context);
        TemplateComponent.addTo(context, templates);
    }

    private void watchRoutes(CamelContext context, Path directory, String queue, Supplier<Set<String>> named)
            throws Exception {
        RouteReload routes =
                new RouteReload(context, directory, Path.of("application.properties"), ROUTES_CHECK, ROUTES_DRAIN);
        context.addService(routes);
        Channels channels = new Channels(routes::channels, Contexts.property(context), named);
        context.getRegistry().bind("channels", channels);
        Contexts.whenStarted(context, (started, already) -> new ChannelsAtStart(channels, queue).check());
        DeliveryMeters meters = context.getRegistry().lookupByNameAndType("deliveryMeters", DeliveryMeters.class);
        context.addStartupListener(new ChannelFigures(channels, meters));
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("route-files", routes::warning));
    }
}
