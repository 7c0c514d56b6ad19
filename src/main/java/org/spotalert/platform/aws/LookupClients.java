package org.spotalert.platform.aws;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.BeanRepository;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.platform.camel.Contexts;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;
import software.amazon.awssdk.utils.ThreadFactoryBuilder;

/**
 * The clients of EC2's and ECS's lookups: one pair for each account and Region, made when it is first needed and kept.
 * They share one connection pool and the threads that watch timeouts, and hold nothing else open. Routes name them {@code ec2-} or
 * {@code ecs-} and the {@link AccountRegion}, for example {@code #ec2-eu-west-1}.
 */
public final class LookupClients implements BeanRepository, SdkAutoCloseable {

    private static final String EC2 = "ec2-";
    private static final String ECS = "ecs-";

    private static final int KEPT = 100;
    /** Calls to one Region at the same time: well below the burst that ECS grants an account. */
    private static final int THREADS = 16;
    /** Calls that no alert waits for, and those that nobody waits for. */
    private static final int RECOVERY_THREADS = 4;

    private static final int FLEET_THREADS = 2;

    /** Elastic Load Balancing takes ten calls a second. */
    private static final int LOAD_BALANCER_THREADS = 4;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final LookupFigures figures = new LookupFigures();
    private final Cache<AccountRegion, RegionClients> kept =
            Caffeine.newBuilder().maximumSize(KEPT).build();
    private final ScheduledExecutorService timeoutThread =
            Executors.newSingleThreadScheduledExecutor(daemons("lookup-timeouts"));
    private final CallerCredentials credentials;
    private final SdkHttpClient http;
    private final Duration timeout;
    private final int quotaShare;
    private final int fleetShare;

    LookupClients(CallerCredentials credentials, SdkHttpClient http, Duration timeout, int quotaShare, int fleetShare) {
        this.credentials = credentials;
        this.http = http;
        this.timeout = timeout;
        this.quotaShare = quotaShare;
        this.fleetShare = fleetShare;
    }

    /** Shows in a running program how long the calls take, and what is left of the request budgets. */
    public void showIn(CamelContext program) {
        figures.showIn(Contexts.meters(program), budget -> budget.showNow(program));
    }

    public RegionClients of(AccountRegion there) {
        return kept.get(there, this::make);
    }

    /** Asks about load balancers there. */
    public LoadBalancers loadBalancers(AccountRegion there) {
        return new LoadBalancers(
                new QueryApi(
                        LoadBalancers.SERVICE, Region.of(there.region()), credentials.of(there), http, timeoutThread),
                threads("load-balancers-" + there, LOAD_BALANCER_THREADS));
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        Optional<AccountRegion> there = name.startsWith(EC2) || name.startsWith(ECS)
                ? AccountRegion.parse(name.substring(EC2.length()))
                : Optional.empty();
        return there.<Object>map(found ->
                        name.startsWith(EC2) ? of(found).ec2() : of(found).ecs())
                .orElse(null);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        Object client = lookupByName(name);
        return type.isInstance(client) ? type.cast(client) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }

    private RegionClients make(AccountRegion there) {
        RequestBudget budget = new RequestBudget(quotaShare, fleetShare);
        figures.show(
                there,
                () -> Optional.ofNullable(kept.getIfPresent(there))
                        .map(RegionClients::budget)
                        .orElse(null));
        RateLimitInterceptor calls = new RateLimitInterceptor(budget, timeout, Clock.systemUTC());
        RenewedCredentials caller = credentials.of(there);
        Region region = Region.of(there.region());
        return new RegionClients(
                AwsClients.client(Ec2Client.builder().region(region).httpClient(http), caller, configuration(calls)),
                AwsClients.client(EcsClient.builder().region(region).httpClient(http), caller, configuration(calls)),
                Map.of(
                        Priority.ALERT, threads("lookup-" + there, THREADS),
                        Priority.RECOVERY, threads("recovery-lookup-" + there, RECOVERY_THREADS),
                        Priority.FLEET, threads("fleet-lookup-" + there, FLEET_THREADS)),
                budget);
    }

    private ClientOverrideConfiguration.Builder configuration(RateLimitInterceptor calls) {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(RetryMode.STANDARD)
                .apiCallTimeout(timeout)
                .scheduledExecutorService(timeoutThread)
                .addExecutionInterceptor(calls)
                .addMetricPublisher(calls)
                .addMetricPublisher(figures);
    }

    private static Executor threads(String name, int most) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most, most, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        // None is left when a Region has been quiet for a while, so that there is nothing to shut down.
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Makes threads that do not keep the program from its end. */
    public static ThreadFactory daemons(String name) {
        return new ThreadFactoryBuilder()
                .threadNamePrefix(name)
                .daemonThreads(true)
                .build();
    }

    @Override
    public void close() {
        for (RegionClients clients : kept.asMap().values()) {
            clients.ec2().close();
            clients.ecs().close();
        }
        kept.invalidateAll();
        timeoutThread.shutdownNow();
        http.close();
    }
}
