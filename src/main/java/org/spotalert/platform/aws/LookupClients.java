package org.spotalert.platform.aws;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.spotalert.model.AccountRegion;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
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
 * They share one connection pool and the threads that watch timeouts, and hold nothing else open.
 */
public final class LookupClients implements SdkAutoCloseable {

    private static final int KEPT = 100;
    /** Calls to one Region at the same time: well below the burst that ECS grants an account. */
    private static final int THREADS = 16;
    /** The calls of recovery checks, which have time. */
    private static final int YIELDING_THREADS = 4;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Cache<AccountRegion, RegionClients> kept =
            Caffeine.newBuilder().maximumSize(KEPT).build();
    private final ScheduledExecutorService timeouts =
            Executors.newSingleThreadScheduledExecutor(daemons("lookup-timeouts"));
    private final CallerCredentials credentials;
    private final SdkHttpClient http;
    private final Duration patience;
    private final int quotaShare;
    private final Clock clock;

    /**
     * @param patience how long a lookup may take
     * @param quotaShare the share of AWS's request quotas, in percent
     * @param clock the one by which the deadlines of calls are set
     */
    LookupClients(CallerCredentials credentials, SdkHttpClient http, Duration patience, int quotaShare, Clock clock) {
        this.credentials = credentials;
        this.http = http;
        this.patience = patience;
        this.quotaShare = quotaShare;
        this.clock = clock;
    }

    /** The clients for lookups there. */
    public RegionClients of(AccountRegion there) {
        return kept.get(there, this::make);
    }

    private RegionClients make(AccountRegion there) {
        RequestBudget budget = new RequestBudget(quotaShare);
        RateLimitInterceptor calls = new RateLimitInterceptor(budget, patience, clock);
        RenewedCredentials caller = credentials.of(there);
        ClientOverrideConfiguration configuration = ClientOverrideConfiguration.builder()
                .retryStrategy(RetryMode.STANDARD)
                .apiCallTimeout(patience)
                .scheduledExecutorService(timeouts)
                .addExecutionInterceptor(calls)
                .addExecutionInterceptor(caller)
                .addExecutionInterceptor(new AnswerCheck())
                .addMetricPublisher(calls)
                .build();
        return new RegionClients(
                build(Ec2Client.builder(), there, caller, configuration),
                build(EcsClient.builder(), there, caller, configuration),
                threads("lookup-" + there, THREADS),
                threads("recovery-lookup-" + there, YIELDING_THREADS),
                budget);
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
            B builder, AccountRegion there, RenewedCredentials caller, ClientOverrideConfiguration configuration) {
        return builder.region(Region.of(there.region()))
                .credentialsProvider(caller)
                .httpClient(http)
                .overrideConfiguration(configuration)
                .build();
    }

    private static Executor threads(String name, int most) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most, most, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        // None is left when a Region has been quiet for a while, so that there is nothing to shut down.
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    static ThreadFactory daemons(String name) {
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
        timeouts.shutdownNow();
        http.close();
    }
}
