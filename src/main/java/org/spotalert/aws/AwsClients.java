package org.spotalert.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The one place where AWS clients are made. Credentials are the SDK's default chain (static keys, profile, container or
 * instance role), or the role that is to be assumed with them; endpoint and profile are the SDK's own settings.
 */
public final class AwsClients implements AutoCloseable {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);
    /** The longest long poll is 20 seconds. */
    private static final Duration LONG_POLL_TIMEOUT = Duration.ofSeconds(25);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    private final Region region;
    private final Duration patience;
    private final SdkHttpClient http;
    private final RenewedCredentials credentials;
    private final List<SdkAutoCloseable> opened = new ArrayList<>();

    /**
     * @param region the program's own region
     * @param roleArn the role to assume for every call; null to use the credentials as they are
     * @param patience how long a lookup may take
     */
    public AwsClients(String region, @Nullable String roleArn, Duration patience) {
        this.region = Region.of(region);
        this.patience = patience;
        this.http = ApacheHttpClient.builder()
                .connectionTimeout(CONNECTION_TIMEOUT)
                .socketTimeout(LONG_POLL_TIMEOUT)
                .maxConnections(100)
                .build();
        opened.add(http);
        RenewedCredentials own = opened(new RenewedCredentials(
                () -> DefaultCredentialsProvider.builder().build()));
        this.credentials = roleArn == null ? own : assumed(roleArn, own);
    }

    /** The region that the SDK's settings name: environment, profile, or the instance itself. */
    public static Optional<String> ownRegion() {
        try {
            return Optional.of(DefaultAwsRegionProviderChain.builder().build().getRegion())
                    .map(Region::id);
        } catch (SdkException none) {
            return Optional.empty();
        }
    }

    private RenewedCredentials assumed(String roleArn, RenewedCredentials own) {
        StsClient sts = opened(StsClient.builder()
                .region(region)
                .credentialsProvider(own)
                .httpClient(http)
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(own))
                .build());
        return opened(new RenewedCredentials(() -> StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(roleArn).roleSessionName("spot-interruption-alerts"))
                .build()));
    }

    /**
     * A client of the queue.
     *
     * @param queueRegion the queue's region; null when it is the program's own
     * @param waitTime how long SQS may wait for a message (long polling) before it answers
     * @param watchers see each call
     */
    public SqsClient sqs(@Nullable String queueRegion, Duration waitTime, ExecutionInterceptor... watchers) {
        // A connection that has died silently must not keep the program from the queue for long.
        Duration attempt = waitTime.plus(ATTEMPT_TIMEOUT);
        return build(
                SqsClient.builder().region(queueRegion == null ? region : Region.of(queueRegion)),
                attempt,
                attempt.multipliedBy(2),
                watchers);
    }

    /**
     * The client of the topic.
     *
     * @param topicRegion the topic's region; null when it is the program's own
     */
    public SnsClient sns(@Nullable String topicRegion) {
        return build(
                SnsClient.builder().region(topicRegion == null ? region : Region.of(topicRegion)),
                ATTEMPT_TIMEOUT,
                CALL_TIMEOUT);
    }

    /** The client of EC2's lookups; bounded by the time that an alert waits for them. */
    public Ec2Client ec2() {
        return build(Ec2Client.builder().region(region), ATTEMPT_TIMEOUT, patience);
    }

    /** The client of ECS's lookups; bounded by the time that an alert waits for them. */
    public EcsClient ecs() {
        return build(EcsClient.builder().region(region), ATTEMPT_TIMEOUT, patience);
    }

    /** The client of EventBridge. */
    public EventBridgeClient eventBridge() {
        return build(EventBridgeClient.builder().region(region), ATTEMPT_TIMEOUT, CALL_TIMEOUT);
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C build(
            B builder, Duration attempt, Duration call, ExecutionInterceptor... watchers) {
        return opened(builder.credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(RetryMode.ADAPTIVE_V2)
                        .apiCallAttemptTimeout(attempt)
                        .apiCallTimeout(call)
                        .executionInterceptors(List.of(watchers))
                        .addExecutionInterceptor(credentials)
                        .build())
                .build());
    }

    private <C extends SdkAutoCloseable> C opened(C closeable) {
        opened.add(0, closeable);
        return closeable;
    }

    @Override
    public void close() {
        for (SdkAutoCloseable closeable : opened) {
            closeable.close();
        }
    }
}
