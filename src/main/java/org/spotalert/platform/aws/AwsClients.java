package org.spotalert.platform.aws;

import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The one place where AWS clients are made. Endpoint and profile are the SDK's own settings. */
public final class AwsClients implements AutoCloseable {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);
    /** The longest long poll is 20 seconds. */
    private static final Duration LONG_ANSWER_TIMEOUT = Duration.ofSeconds(25);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
    /** The start waits for settings. */
    private static final Duration CONFIG_TIMEOUT = Duration.ofSeconds(10);
    /** An alert waits for the store's answers. */
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(5);
    /** CloudTrail may take half a minute for a page. */
    private static final Duration TRAIL_TIMEOUT = Duration.ofSeconds(80);

    private static final int TRAIL_SHARE = 50;
    /** Of a call that has the credentials to fetch first, and is made once. */
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);

    private final Region region;
    private final SdkHttpClient http = AwsHttp.client(CONNECTION_TIMEOUT, LONG_ANSWER_TIMEOUT);
    private final CallerCredentials credentials;
    private final Deque<SdkAutoCloseable> opened = new ConcurrentLinkedDeque<>();

    public AwsClients(AwsSettings settings) {
        this.region = Region.of(settings.region());
        this.credentials = new CallerCredentials(region, settings.role(), settings.login(), http, Clock.systemUTC());
        opened(http);
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
        return build(SqsClient.builder(), queueRegion, asking(attempt, attempt.multipliedBy(2)), watchers);
    }

    /** The client that publishes to topics of this Region; null for the program's own. */
    public SnsClient sns(@Nullable String topicRegion) {
        return build(SnsClient.builder(), topicRegion, sending());
    }

    /**
     * The clients of EC2's and ECS's lookups.
     *
     * @param timeout how long a lookup may take
     * @param quotaShare the share of AWS's request quotas that they may use, in percent
     * @param fleetShare the share of them that the fleet snapshot may use
     */
    public LookupClients lookups(Duration timeout, int quotaShare, int fleetShare) {
        // The answer has to begin within the time of an attempt; the wait for the request budget does not count.
        return opened(new LookupClients(
                credentials, AwsHttp.client(CONNECTION_TIMEOUT, ATTEMPT_TIMEOUT), timeout, quotaShare, fleetShare));
    }

    /** A client for what CloudTrail has recorded there, to be closed. It leaves half of AWS's small quota to others. */
    public CloudTrailClient cloudTrail(AccountRegion there) {
        RateLimitInterceptor calls =
                new RateLimitInterceptor(new RequestBudget(TRAIL_SHARE, TRAIL_SHARE), TRAIL_TIMEOUT, Clock.systemUTC());
        return client(
                CloudTrailClient.builder().region(Region.of(there.region())).httpClient(http),
                credentials.of(there),
                asking(LONG_ANSWER_TIMEOUT, TRAIL_TIMEOUT)
                        .addExecutionInterceptor(calls)
                        .addMetricPublisher(calls));
    }

    public CallerCredentials credentials() {
        return credentials;
    }

    public EventBridgeClient eventBridge() {
        return build(EventBridgeClient.builder(), null, asking(ATTEMPT_TIMEOUT, CALL_TIMEOUT));
    }

    /** The client of the store's table; the watchers see each call. */
    public DynamoDbClient dynamoDb(ExecutionInterceptor... watchers) {
        return build(DynamoDbClient.builder(), null, asking(CONNECTION_TIMEOUT, STORE_TIMEOUT), watchers);
    }

    /**
     * The client that puts events on buses, each in the Region of its bus. Its call fails too when only some of its events
     * are not taken.
     */
    public EventBridgeClient eventBuses() {
        return new EventBuses(
                region.id(),
                there -> build(EventBridgeClient.builder(), there, sending(), new EventBuses.FailedEntries()));
    }

    /** A client of Parameter Store, to be closed. */
    public SsmClient ssm() {
        return build(SsmClient.builder(), null, asking(ATTEMPT_TIMEOUT, CONFIG_TIMEOUT));
    }

    /** A client of Secrets Manager there, to be closed. */
    public SecretsManagerClient secretsManager(String there) {
        return build(SecretsManagerClient.builder(), there, asking(ATTEMPT_TIMEOUT, CONFIG_TIMEOUT));
    }

    /** For calls that do no harm when they are made twice. */
    private static ClientOverrideConfiguration.Builder asking(Duration attempt, Duration call) {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(RetryMode.STANDARD)
                .apiCallAttemptTimeout(attempt)
                .apiCallTimeout(call);
    }

    /** For calls that notify people: each is made once, with time for the answer; the channel's route retries. */
    private static ClientOverrideConfiguration.Builder sending() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallAttemptTimeout(LONG_ANSWER_TIMEOUT)
                .apiCallTimeout(SEND_TIMEOUT);
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C build(
            B builder,
            @Nullable String there,
            ClientOverrideConfiguration.Builder configuration,
            ExecutionInterceptor... watchers) {
        return opened(client(
                builder.region(there == null ? region : Region.of(there)).httpClient(http),
                credentials.own(),
                configuration.executionInterceptors(List.of(watchers))));
    }

    /** Completes a client: it calls with these credentials, takes nothing for AWS's answer that is none, and names what fails. */
    static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
            B builder, RenewedCredentials caller, ClientOverrideConfiguration.Builder configuration) {
        return builder.credentialsProvider(caller)
                .overrideConfiguration(configuration
                        .addExecutionInterceptor(caller)
                        .addExecutionInterceptor(new AnswerCheck())
                        .addExecutionInterceptor(new FailedCall.Note())
                        .build())
                .build();
    }

    private <C extends SdkAutoCloseable> C opened(C closeable) {
        opened.addFirst(closeable);
        return closeable;
    }

    @Override
    public void close() {
        for (SdkAutoCloseable closeable : opened) {
            closeable.close();
        }
    }
}
