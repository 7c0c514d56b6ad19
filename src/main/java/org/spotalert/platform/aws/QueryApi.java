package org.spotalert.platform.aws;

import static software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner.REGION_NAME;
import static software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner.SERVICE_SIGNING_NAME;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.protocols.query.unmarshall.XmlDomParser;
import software.amazon.awssdk.protocols.query.unmarshall.XmlElement;
import software.amazon.awssdk.regions.Region;

/**
 * Signed calls of a Query API, for a service whose module of the SDK is not there.
 *
 * @param service the name that the service signs by
 * @param timeouts end calls that take too long
 */
record QueryApi(
        String service,
        Region region,
        RenewedCredentials caller,
        SdkHttpClient http,
        ScheduledExecutorService timeouts) {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * Makes a call once.
     *
     * @param form the action, the version and the parameters
     * @return the answer's outermost element
     * @throws AwsServiceException when AWS refuses it
     * @throws SdkClientException when there is no answer
     */
    XmlElement call(SdkHttpRequest.Builder to, String form) {
        ExecutableHttpRequest call = http.prepareRequest(signed(to, form.getBytes(StandardCharsets.UTF_8)));
        Future<?> end = timeouts.schedule(call::abort, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            HttpExecuteResponse answer = call.call();
            XmlElement xml = answer.responseBody().map(QueryApi::read).orElseGet(XmlElement::empty);
            if (answer.httpResponse().isSuccessful()) {
                return xml;
            }
            throw refusal(answer.httpResponse(), xml);
        } catch (IOException broken) {
            throw SdkClientException.create(service, broken);
        } finally {
            end.cancel(false);
        }
    }

    private HttpExecuteRequest signed(SdkHttpRequest.Builder to, byte[] form) {
        ContentStreamProvider body = ContentStreamProvider.fromByteArray(form);
        SdkHttpRequest unsigned = to.method(SdkHttpMethod.POST)
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .putHeader("Content-Length", String.valueOf(form.length))
                .build();
        SignedRequest signed = SIGNER.sign(call -> call.identity(caller.resolveCredentials())
                .request(unsigned)
                .payload(body)
                .putProperty(SERVICE_SIGNING_NAME, service)
                .putProperty(REGION_NAME, region.id()));
        return HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(body))
                .build();
    }

    /** The SDK's own parser knows no document types and no entities. What is no XML comes from a proxy. */
    private static XmlElement read(InputStream body) {
        try (body) {
            return XmlDomParser.parse(body);
        } catch (IOException | SdkClientException noXml) {
            return XmlElement.empty();
        }
    }

    private static AwsServiceException refusal(SdkHttpResponse answer, XmlElement xml) {
        return AwsServiceException.builder()
                .statusCode(answer.statusCode())
                .requestId(text(xml, "RequestId"))
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(text(xml, "Error", "Code"))
                        .errorMessage(text(xml, "Error", "Message"))
                        .build())
                .build();
    }

    /** The elements that this path leads to. */
    static Stream<XmlElement> at(XmlElement root, String... path) {
        Stream<XmlElement> found = Stream.of(root);
        for (String name : path) {
            found = found.flatMap(element -> element.getElementsByName(name).stream());
        }
        return found;
    }

    static @Nullable String text(XmlElement root, String... path) {
        return at(root, path).map(XmlElement::textContent).findFirst().orElse(null);
    }
}
