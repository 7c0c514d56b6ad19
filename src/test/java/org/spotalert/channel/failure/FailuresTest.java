package org.spotalert.channel.failure;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.http.HttpHost;
import org.apache.http.conn.ConnectTimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.channel.message.Alerts;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.model.SnsException;

class FailuresTest {

    private final Failures failures = new Failures(Alerts.clock(0));

    @ParameterizedTest
    @CsvSource({
        "408, true", "425, true", "429, true", "500, true", "502, true", "503, true", "504, true",
        "301, false", "400, false", "401, false", "403, false", "404, false", "410, false", "413, false"
    })
    void httpStatusTellsWhetherToTryAgain(int status, boolean again) {
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
        assertThat(failures.isTransient(new WebhookFailedException("x", false))).isTrue();
        assertThat(failures.isTransient(new WebhookFailedException("x", true))).isFalse();
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
        assertThat(failures.describe(failure)).isEqualTo(Failures.UNANSWERED);
    }

    static Stream<Exception> unsent() {
        SocketTimeoutException connect = new SocketTimeoutException("Connect timed out");
        return Stream.of(
                new MailConnectException(new SocketConnectException("x", connect, "mail.example.com", 25, 10)),
                new org.apache.hc.client5.http.ConnectTimeoutException("x"),
                SdkClientException.create("x", new ConnectTimeoutException(connect, new HttpHost("sns"))));
    }

    @ParameterizedTest
    @MethodSource("unsent")
    void whatWasNotSentIsSentAgain(Exception failure) {
        assertThat(failures.isTransient(failure)).isTrue();
        assertThat(failures.describe(failure)).isEqualTo("timed out");
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
    void smtpReplyTellsWhetherToTryAgain(int code, boolean again) throws Exception {
        assertThat(failures.isTransient(smtp(code))).isEqualTo(again);
        SendFailedException nested = new SendFailedException(
                "Invalid Addresses",
                new SMTPAddressFailedException(new InternetAddress("a@b.test"), "RCPT TO", code, "text"));
        assertThat(failures.isTransient(nested)).isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({
        "Throttling, 400, true", "ThrottledException, 429, true", "InternalError, 500, true",
        "NotFound, 404, false", "AuthorizationError, 403, false", "InvalidParameter, 400, false"
    })
    void awsErrorTellsWhetherToTryAgain(String code, int status, boolean again) {
        assertThat(failures.isTransient(aws(code, status))).isEqualTo(again);
    }

    @Test
    void describesInOneShortLineWithoutForeignText() {
        assertThat(failures.describe(http(404, Map.of()))).isEqualTo("HTTP 404 Not Found");
        assertThat(failures.describe(http(599, Map.of()))).isEqualTo("HTTP 599");
        assertThat(failures.describe(smtp(550))).isEqualTo("SMTP 550 refused");
        assertThat(failures.describe(smtp(451))).isEqualTo("SMTP 451 not now");
        assertThat(failures.describe(aws("NotFound", 404))).isEqualTo("AWS NotFound (HTTP 404)");
        assertThat(failures.describe(new ConnectException("secret"))).isEqualTo("connection refused");
        assertThat(failures.describe(new IllegalStateException("secret"))).isEqualTo("IllegalStateException");
    }

    private static HttpOperationFailedException http(int status, Map<String, String> headers) {
        return new HttpOperationFailedException("https://google-chat", status, "text", null, headers, "body");
    }

    private static SMTPSendFailedException smtp(int code) {
        return new SMTPSendFailedException("DATA", code, code + " secret text", null, null, null, null);
    }

    private static SnsException aws(String code, int status) {
        return (SnsException) SnsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
