package org.spotalert.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.message.Alerts;
import org.spotalert.pipeline.intake.ConsumerFailures;
import org.spotalert.platform.aws.sqs.PollMonitor;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.aws.sqs.QueueLocation;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.internal.interceptor.DefaultFailedExecutionContext;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Exceptions of AWS with any of their fields missing, as proxies and load balancers bring them about. */
class AwsFailureTest {

    private final Failures failures = new Failures(Alerts.clock(0), List::of, () -> false);

    @Provide
    Arbitrary<AwsServiceException> exceptions() {
        Arbitrary<Supplier<AwsServiceException.Builder>> services = Arbitraries.of(
                SqsException::builder,
                Ec2Exception::builder,
                EcsException::builder,
                SnsException::builder,
                StsException::builder,
                EventBridgeException::builder);
        return Combinators.combine(
                        services,
                        details().injectNull(0.3),
                        Arbitraries.of("something", "", "a\r\nb\u202Ec").injectNull(0.5),
                        Arbitraries.of(0, 200, 400, 403, 407, 502, 503),
                        Arbitraries.of("0000-1111").injectNull(0.5),
                        Arbitraries.of((Throwable) new IllegalStateException(), SdkClientException.create("x"))
                                .injectNull(0.5))
                .as((service, details, message, status, request, cause) -> service.get()
                        .awsErrorDetails(details)
                        .message(message)
                        .statusCode(status)
                        .requestId(request)
                        .cause(cause)
                        .build());
    }

    private static Arbitrary<AwsErrorDetails> details() {
        return Combinators.combine(
                        Arbitraries.of("AccessDenied", "ExpiredToken", "", " ", "x\u0000y")
                                .injectNull(0.5),
                        Arbitraries.of("no", "", "line\nline", "a".repeat(5000)).injectNull(0.5),
                        Arbitraries.of("Sqs").injectNull(0.5),
                        Arbitraries.of("", "<html><title>Bad\nGateway</title>", "<title></title>", "\u0000\u0001")
                                .map(text -> SdkBytes.fromString(text, StandardCharsets.UTF_8))
                                .injectNull(0.5),
                        Arbitraries.of(SdkHttpResponse.builder().statusCode(502).build())
                                .map(SdkHttpResponse.class::cast)
                                .injectNull(0.5))
                .as((code, message, service, raw, http) -> AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .serviceName(service)
                        .rawResponse(raw)
                        .sdkHttpResponse(http)
                        .build());
    }

    @Property
    void everyExceptionHasAReasonForAReader(@ForAll("exceptions") AwsServiceException failure) {
        Stream.of(
                        AwsFailure.describe(failure),
                        AwsFailure.describe(new IllegalStateException(failure)),
                        AwsFailure.kind(failure),
                        AwsFailure.remedy(failure),
                        failures.of(failure).text())
                .forEach(text -> assertThat(text)
                        .isNotBlank()
                        .doesNotContain("null", "Exception:")
                        .doesNotContainPattern("[\\p{Cc}\\u202E]")
                        .hasSizeLessThan(700));
        failures.isTransient(failure);
    }

    @Property
    void nothingThatSeesItFails(@ForAll("exceptions") AwsServiceException failure) {
        try (AwsClients clients = new AwsClients(new AwsSettings("eu-west-1", null))) {
            PollMonitor reads =
                    new PollMonitor(new QueueLocation(clients.sqs(null, Duration.ZERO), QueueAddress.parse("spot")));
            reads.onExecutionFailure(failed(failure), new ExecutionAttributes());
            assertThat(reads.problem()).contains(AwsFailure.describe(failure));
            new ConsumerFailures(reads::failed).handleException(failure);
        }
        try (RenewedCredentials credentials = new RenewedCredentials(AnonymousCredentialsProvider::create)) {
            credentials.onExecutionFailure(failed(failure), new ExecutionAttributes());
        }
    }

    private static Context.FailedExecution failed(Throwable failure) {
        InterceptorContext call = InterceptorContext.builder()
                .request(ReceiveMessageRequest.builder().build())
                .build();
        return DefaultFailedExecutionContext.builder()
                .interceptorContext(call)
                .exception(failure)
                .build();
    }

    @Example
    void wordsOfAwsComeWithTheCode() {
        assertThat(describe("MissingParameter", "The request must contain the parameter MessageGroupId."))
                .isEqualTo("MissingParameter: The request must contain the parameter MessageGroupId.");
    }

    @Example
    void whatHelpsNobodyIsLeftOut() {
        assertThat(describe(
                        "UnauthorizedOperation",
                        "You are not authorized. Encoded authorization failure message: " + "x".repeat(2000)))
                .isEqualTo("UnauthorizedOperation: You are not authorized.");
        assertThat(describe(
                        "SignatureDoesNotMatch",
                        "It does not match.\n\nThe Canonical String for this request should have been\n"
                                + "'POST\nx-amz-security-token:SECRET'"))
                .isEqualTo("SignatureDoesNotMatch: It does not match.");
    }

    private static String describe(String code, String message) {
        return AwsFailure.describe(SqsException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build());
    }

    @Example
    void sentencesOfTheSourcesThatAreSetUpAreKeptAndNoOthers() {
        String chain = "Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain("
                + "credentialsProviders=[SystemPropertyCredentialsProvider(), ProfileCredentialsProvider(profileName=dev,"
                + " profileFile=ProfileFile(sections=[profiles], profiles=[Profile(name=dev, properties=[region])]))]) :"
                + " [SystemPropertyCredentialsProvider(): Unable to load credentials from system settings. Access key"
                + " must be specified., WebIdentityTokenFileCredentialsProvider(): Either the environment variable"
                + " AWS_WEB_IDENTITY_TOKEN_FILE or the javaproperty aws.webIdentityTokenFile must be set., %s"
                + "ContainerCredentialsProvider(): Cannot fetch credentials from container - neither A or B are set.,"
                + " InstanceProfileCredentialsProvider(): Failed to load credentials from IMDS.]";
        String profile = "ProfileCredentialsProvider(profileName=dev, profileFile=ProfileFile(sections=[profiles],"
                + " profiles=[Profile(name=dev, properties=[region])])): ";

        assertThat(List.of(
                        none(chain.formatted("")),
                        none(chain.formatted(profile + "Unable to load SSO token, ")),
                        none(chain.formatted(profile + "Profile file contained no credentials for profile 'dev':"
                                + " ProfileFile(sections=[profiles]), ")),
                        none("Command returned 1")))
                .containsExactly(
                        "no credentials: no environment variables, profile, container role or instance role gives any",
                        "no credentials: Unable to load SSO token",
                        "no credentials: Profile file contained no credentials for profile 'dev'",
                        "no credentials: Command returned 1");
    }

    private static String none(String message) {
        return AwsFailure.describe(new RenewedCredentials.NoCredentialsException(SdkClientException.create(message)));
    }
}
