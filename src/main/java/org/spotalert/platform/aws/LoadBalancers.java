package org.spotalert.platform.aws;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.protocols.query.unmarshall.XmlElement;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/** Asks Elastic Load Balancing in one account and Region. */
public final class LoadBalancers {

    /** The right, as IAM names it. */
    public static final String RIGHT = "elasticloadbalancing:DescribeTargetGroupAttributes";

    static final String SERVICE = "elasticloadbalancing";

    private static final String DELAY = "deregistration_delay.timeout_seconds";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final RetryStrategy retries = AwsRetryStrategy.standardRetryStrategy();
    /**
     * AWS gives an account 40 calls at once that describe something, half of which are left to others, and 10 a second; those of ECS do
     * not count. See "Request throttling for the ELB API".
     */
    private final TokenBucket budget = new TokenBucket(20, 10, TimeMeter.SYSTEM_NANOTIME, BlockingStrategy.PARKING);

    private final QueryApi api;
    private final Executor threads;
    private final AwsClientEndpointProvider endpoint;

    /** @param threads run the calls that go out at the same time */
    LoadBalancers(QueryApi api, Executor threads) {
        this.api = api;
        this.threads = threads;
        this.endpoint = AwsClientEndpointProvider.builder()
                .serviceEndpointPrefix(SERVICE)
                .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2")
                .serviceEndpointOverrideSystemProperty("aws.endpointUrlElasticLoadBalancingV2")
                .serviceProfileProperty("elastic_load_balancing_v2")
                .defaultProtocol("https")
                .region(api.region())
                .build();
    }

    /** Run the calls. */
    public Executor threads() {
        return threads;
    }

    /**
     * How many seconds a target group waits for open requests before it lets go of a target.
     *
     * @param targetGroup its ARN
     * @throws SdkException when AWS does not say
     */
    public int deregistrationDelay(String targetGroup) {
        RetryToken token = retries.acquireInitialToken(AcquireInitialTokenRequest.create(RIGHT))
                .token();
        try {
            while (true) {
                try {
                    int seconds = ask(targetGroup);
                    retries.recordSuccess(RecordSuccessRequest.create(token));
                    return seconds;
                } catch (SdkException failure) {
                    token = retry(token, failure);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted", stopping);
        }
    }

    private int ask(String targetGroup) throws InterruptedException {
        if (!budget.take(TIMEOUT, 0)) {
            throw AwsFailure.heldBack();
        }
        XmlElement answer = api.call(
                SdkHttpRequest.builder().uri(endpoint.clientEndpoint()),
                "Action=DescribeTargetGroupAttributes&Version=2015-12-01&TargetGroupArn="
                        + URLEncoder.encode(targetGroup, StandardCharsets.UTF_8));
        return QueryApi.at(answer, "DescribeTargetGroupAttributesResult", "Attributes", "member")
                .filter(attribute -> DELAY.equals(QueryApi.text(attribute, "Key")))
                .map(attribute -> String.valueOf(QueryApi.text(attribute, "Value")))
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .findFirst()
                .orElseThrow(() -> AwsFailure.notAws("the answer names no " + DELAY));
    }

    /** Waits for the next attempt; throws the failure when there is none. */
    private RetryToken retry(RetryToken token, SdkException failure) throws InterruptedException {
        if (failure instanceof AwsServiceException refusal && refusal.isThrottlingException()) {
            budget.throttled();
        }
        try {
            RefreshRetryTokenResponse next = retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failure)
                    .build());
            TimeUnit.NANOSECONDS.sleep(next.delay().toNanos());
            return next.token();
        } catch (TokenAcquisitionFailedException last) {
            throw failure;
        }
    }
}
