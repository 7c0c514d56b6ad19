package org.spotalert.pipeline.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.spotalert.fleet.reclaims.EndedInstances;
import org.spotalert.fleet.reclaims.Evictions;
import org.spotalert.fleet.reclaims.ReclaimPlaces;
import org.spotalert.fleet.reclaims.Reclaims;
import org.spotalert.fleet.reclaims.SpotRequests;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.health.WarningHealthCheck;

/** Makes the audit. */
public record AuditBeans(CamelContext context, Clock clock) {

    /**
     * Makes the audit of the running program, and what shows its findings.
     *
     * @param metrics whether lines of the log carry CloudWatch's metrics
     */
    public void bind(
            AuditSettings settings,
            ReclaimPlaces places,
            AwsClients clients,
            LookupClients lookups,
            StoreAccess store,
            boolean metrics)
            throws Exception {
        Executor threads = context.getExecutorServiceManager().newCachedThreadPool(this, "audit");
        RunningAudit audit = new RunningAudit(
                settings, auditor(settings, places, clients, lookups, threads, clock), store, metrics, clock);
        context.getRegistry().bind("audit", audit);
        if (settings.on()) {
            HealthCheckRegistry.get(context).register(new WarningHealthCheck("audit", audit::warning));
            Contexts.whenStarted(context, (started, already) -> gauges(audit));
        }
    }

    /** What asks AWS and compares. */
    public static Auditor auditor(
            AuditSettings settings,
            ReclaimPlaces places,
            AwsClients clients,
            LookupClients lookups,
            Executor threads,
            Clock clock) {
        Reclaims reclaims = new Reclaims(
                List.of(
                        new EndedInstances(lookups, clock),
                        new SpotRequests(lookups, EndedInstances.TIMEOUT, clock),
                        new Evictions(clients, clock)),
                threads,
                () -> clients.credentials().ownAccount().orElse(null),
                clock);
        return new Auditor(
                places, reclaims, new Judge(settings.secondsLeft(), clients.credentials()::looksInto), clock);
    }

    private void gauges(RunningAudit audit) {
        MeterRegistry metrics = Contexts.meters(context);
        Gauge.builder("spot.audit.age", audit, RunningAudit::age)
                .description("Seconds since the audit has seen all that AWS has taken")
                .register(metrics);
        Gauge.builder("spot.slo.kept", audit, RunningAudit::kept)
                .description("Share of the alerts of the last 30 days that came with the promised seconds left")
                .register(metrics);
        for (AuditVerdict verdict : AuditVerdict.values()) {
            Gauge.builder("spot.audit.reclaims", audit, all -> all.count(verdict))
                    .description("Instances that AWS has taken in the last 25 hours, by verdict")
                    .tag("verdict", verdict.name())
                    .register(metrics);
        }
    }
}
