package org.spotalert.channels.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import freemarker.core.ParseException;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateNotFoundException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.FailureReason;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.model.SnsException;

class FailuresTest {

    private final Failures failures = new Failures(Alerts.clock(0), List::of, () -> false);

    @ParameterizedTest
    @CsvSource({
        "408, true", "425, true", "429, true", "500, true", "502, true", "503, true", "504, true",
        "301, false", "400, false", "401, false", "403, false", "404, false", "410, false", "413, false"
    })
    void httpStatusSaysWhetherToTryAgain(int status, boolean again) {
        assertThat(failures.isTransient(http(status, Map.of()))).isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | true",
                "30 | true",
                "31 | false",
                "999999999 | false",
                "99999999999999999999 | false",
                "soon | true",
                "-1 | true",
                "Fri, 20 Nov 2026 08:16:02 GMT | true",
                "Fri, 20 Nov 2026 08:00:00 GMT | true",
                "Fri, 20 Nov 2026 08:30:00 GMT | false"
            })
    void longRetryAfterIsLeftToTheQueue(String retryAfter, boolean again) {
        assertThat(failures.isTransient(http(429, Map.of("retry-after", retryAfter))))
                .isEqualTo(again);
    }

    @Test
    void connectionProblemsPass() {
        assertThat(failures.isTransient(new RuntimeException(new ConnectException("x"))))
                .isTrue();
        assertThat(failures.isTransient(SdkClientException.create("x"))).isTrue();
        assertThat(failures.isTransient(new MessagingException("x", new IOException("y"))))
                .isTrue();
        assertThat(failures.isTransient(new WebhookFailedException(FailureReason.SERVER, "x", false)))
                .isTrue();
        assertThat(failures.isTransient(new WebhookFailedException(FailureReason.SERVER, "x", true)))
                .isFalse();
    }

    static Stream<Exception> unanswered() {
        SocketTimeoutException read = new SocketTimeoutException("Read timed out");
        return Stream.of(
                read,
                new RuntimeException(read),
                new MessagingException("Exception reading response", read),
                SdkClientException.create("Unable to execute HTTP request: Read timed out", read),
                ApiCallAttemptTimeoutException.create(25_000),
                ApiCallTimeoutException.create(30_000));
    }

    @ParameterizedTest
    @MethodSource("unanswered")
    void whatWasSentAndNotAnsweredIsNotSentAgain(Exception failure) {
        assertThat(failures.isTransient(failure)).isFalse();
        assertThat(failures.of(failure).text()).isEqualTo(Failures.MAY_HAVE_ARRIVED);
    }

    static Stream<Exception> unsent() {
        SocketTimeoutException connect = new SocketTimeoutException("Connect timed out");
        return Stream.of(
                new MailConnectException(new SocketConnectException("x", connect, "mail.example.com", 25, 10)),
                new ConnectTimeoutException("x"),
                SdkClientException.create("x", new ConnectTimeoutException("x")));
    }

    @ParameterizedTest
    @MethodSource("unsent")
    void whatWasNotSentIsSentAgain(Exception failure) {
        assertThat(failures.isTransient(failure)).isTrue();
        assertThat(failures.of(failure).text()).endsWith("timed out");
    }

    @Test
    void everythingElseLasts() {
        assertThat(failures.isTransient(new IllegalStateException("x"))).isFalse();
        assertThat(failures.isTransient(null)).isFalse();
        assertThat(failures.isTransient(new AuthenticationFailedException("535 5.7.8 no")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"421, true", "450, true", "452, true", "550, false", "552, false", "554, false"})
    void smtpReplySaysWhetherToTryAgain(int code, boolean again) throws Exception {
        assertThat(failures.isTransient(smtp(code))).isEqualTo(again);
        SendFailedException nested = new SendFailedException(
                "Invalid Addresses",
                new SMTPAddressFailedException(new InternetAddress("a@b.test"), "RCPT TO", code, "text"));
        assertThat(failures.isTransient(nested)).isEqualTo(again);
        assertThat(failures.isTransient(greeting(code))).isEqualTo(again);
    }

    @Test
    void serverThatClosesTheConnectionWithoutAGreetingIsTriedAgain() {
        assertThat(failures.isTransient(greeting(-1))).isTrue();
    }

    private static MessagingException greeting(int code) {
        return new MessagingException("Could not connect to SMTP host: secret, port: 25, response: " + code);
    }

    @Test
    void brokenTemplateIsNotTriedAgain() {
        assertThat(failures.isTransient(new TemplateNotFoundException("x", null, "missing")))
                .isFalse();
        Exception broken =
                catchException(() -> new Template("x", "<#if", new Configuration(Configuration.VERSION_2_3_32)));
        assertThat(broken).isInstanceOf(ParseException.class);
        assertThat(failures.isTransient(broken)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Throttling, 400, true", "ThrottledException, 429, true", "InternalError, 500, true",
        "NotFound, 404, false", "AuthorizationError, 403, false", "InvalidParameter, 400, false"
    })
    void awsErrorSaysWhetherToTryAgain(String code, int status, boolean again) {
        assertThat(failures.isTransient(aws(code, status))).isEqualTo(again);
    }

    @Test
    void describesInOneShortLineWithoutForeignText() {
        assertThat(failures.describe(http(404, Map.of()))).isEqualTo("HTTP 404 Not Found");
        assertThat(failures.describe(http(599, Map.of()))).isEqualTo("HTTP 599");
        assertThat(failures.describe(smtp(550))).isEqualTo("SMTP 550 refused: secret text");
        assertThat(failures.describe(smtp(451))).isEqualTo("SMTP 451 not now: secret text");
        assertThat(failures.describe(aws("NotFound", 404))).isEqualTo("AWS: NotFound");
        assertThat(failures.describe(new RuntimeException("secret", new SocketTimeoutException("secret"))))
                .isEqualTo(Failures.MAY_HAVE_ARRIVED);
        assertThat(failures.describe(aws(null, 503))).isEqualTo("AWS: HTTP 503, not AWS's answer");
    }

    @Test
    void mailServersWordsAreSentWithoutControlCharactersAndSecrets() {
        Failures knowing =
                new Failures(Alerts.clock(0), () -> List.of("correct horse", "\0alerts\0correct horse"), () -> false);

        assertThat(knowing.describe(
                        new AuthenticationFailedException("535-5.7.8 Username and Password not accepted. For"
                                + " more information, go to\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials"
                                + " \u0007AGFsZXJ0cwBjb3JyZWN0IGhvcnNl correct horse - gsmtp\r\n")))
                .isEqualTo("SMTP login refused: 5.7.8 Username and Password not accepted. For more information, go to"
                        + " https://support.google.com/mail/?p=BadCredentials *** *** - gsmtp");
        assertThat(knowing.describe(new MessagingException(
                        "504 5.5.2 <9f2c>: Helo command rejected: need fully-qualified hostname\n")))
                .isEqualTo("SMTP 504 refused: 5.5.2 <9f2c>: Helo command rejected: need fully-qualified hostname");
        assertThat(knowing.isTransient(new MessagingException("421 4.7.0 try again later")))
                .isTrue();
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(new UnknownHostException("secret"), "host name not found"),
                Arguments.of(new ConnectException("secret"), "connection refused"),
                Arguments.of(new NoRouteToHostException("secret"), "no route to the host"),
                Arguments.of(new SocketTimeoutException("secret"), Failures.MAY_HAVE_ARRIVED),
                Arguments.of(new SocketException("secret"), "connection broken off"),
                Arguments.of(new IOException(), "connection failed"),
                Arguments.of(
                        new SSLHandshakeException("secret"),
                        "TLS failed: no protocol in common, or no TLS at this port"),
                Arguments.of(
                        new MessagingException("secret", new SSLException(new CertificateException("secret"))),
                        "TLS failed: the certificate is not signed by a trusted authority"),
                Arguments.of(new NoHttpResponseException("secret"), "connection closed without an answer"),
                Arguments.of(new ConnectionClosedException(), "connection closed without an answer"),
                Arguments.of(new EOFException(), "connection closed without an answer"),
                Arguments.of(new ProtocolException("secret"), "the answer is not HTTP"),
                Arguments.of(
                        new MailConnectException(new SocketConnectException(
                                "secret", new UnknownHostException("secret"), "secret", 25, 1000)),
                        "host name not found"),
                Arguments.of(
                        new MailConnectException(
                                new SocketConnectException("secret", new ConnectException(), "secret", 25, 1000)),
                        "connection refused"),
                Arguments.of(new MessagingException("[EOF]"), "the mail server broke off"),
                Arguments.of(new MessagingException(), "the mail server broke off"),
                Arguments.of(
                        new MessagingException("Could not connect to SMTP host: secret, port: 25, response: 421"),
                        "SMTP 421 not now"),
                Arguments.of(
                        new MessagingException("Could not connect to SMTP host: secret, port: 25, response: -1"),
                        "the mail server broke off"),
                Arguments.of(
                        new MessagingException("STARTTLS is required but host does not support STARTTLS"),
                        "the mail server does not offer STARTTLS"),
                Arguments.of(new AddressException("Illegal address", "secret"), "an e-mail address cannot be read"),
                Arguments.of(
                        SdkClientException.create("secret", new UnknownHostException()), "AWS: host name not found"),
                Arguments.of(SdkClientException.create("no such file"), "AWS: call failed: no such file"),
                Arguments.of(ApiCallTimeoutException.create(1000), Failures.MAY_HAVE_ARRIVED),
                Arguments.of(ApiCallAttemptTimeoutException.create(1000), Failures.MAY_HAVE_ARRIVED),
                Arguments.of(new TemplateException("secret", null), "a template cannot be rendered"),
                Arguments.of(new TemplateNotFoundException("secret", null, "secret"), "a template does not exist"),
                Arguments.of(new RejectedExecutionException(), "the program is stopping"),
                Arguments.of(new RuntimeException(), "unexpected failure, RuntimeException"),
                Arguments.of(new IllegalStateException("secret"), "unexpected failure, IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void everyReasonIsInWordsAndNotTheExceptionsOwn(Exception failure, String reason) {
        assertThat(failures.of(failure).text()).isEqualTo(reason);
    }

    static Stream<Arguments> failuresByReason() {
        return Stream.of(
                Arguments.of(FailureReason.AUTH, http(401, Map.of())),
                Arguments.of(FailureReason.AUTH, new AuthenticationFailedException("535 5.7.8 no")),
                Arguments.of(FailureReason.AUTH, aws("AccessDeniedException", 400)),
                Arguments.of(FailureReason.AUTH, aws("ExpiredToken", 403)),
                Arguments.of(FailureReason.REFUSED, http(404, Map.of())),
                Arguments.of(FailureReason.REFUSED, smtp(550)),
                Arguments.of(FailureReason.REFUSED, new IllegalStateException("x")),
                Arguments.of(FailureReason.RATE_LIMITED, http(429, Map.of())),
                Arguments.of(FailureReason.RATE_LIMITED, aws("Throttling", 400)),
                Arguments.of(FailureReason.SERVER, http(503, Map.of())),
                Arguments.of(FailureReason.SERVER, smtp(451)),
                Arguments.of(FailureReason.TIMEOUT, new ConnectTimeoutException("x")),
                Arguments.of(FailureReason.UNREACHABLE, new UnknownHostException("x")),
                Arguments.of(FailureReason.UNREACHABLE, SdkClientException.create("x", new ConnectException())),
                Arguments.of(FailureReason.TEMPLATE, new TemplateException("x", null)),
                Arguments.of(FailureReason.OUTCOME_UNKNOWN, new SocketTimeoutException("x")));
    }

    @ParameterizedTest
    @MethodSource("failuresByReason")
    void everyFailureHasOneOfEightReasons(FailureReason reason, Exception failure) {
        assertThat(failures.of(failure).reason()).isEqualTo(reason);
    }

    private static HttpOperationFailedException http(int status, Map<String, String> headers) {
        return new HttpOperationFailedException("https://google-chat", status, "text", null, headers, "body");
    }

    private static SMTPSendFailedException smtp(int code) {
        return new SMTPSendFailedException("DATA", code, code + " secret text", null, null, null, null);
    }

    private static SnsException aws(@Nullable String code, int status) {
        return (SnsException) SnsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
