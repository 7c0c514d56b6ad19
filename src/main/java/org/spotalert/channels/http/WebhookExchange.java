package org.spotalert.channels.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.failure.ConnectionFailure;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.failure.HttpFailure;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.platform.network.Causes;
import org.spotalert.platform.network.HttpProxy;
import org.spotalert.platform.network.NetworkFailure;

/**
 * One request, what becomes of its answer, and how far it has come: another thread asks that when it has taken too long.
 *
 * @param begun whether the connection is there and the request leaves, so that the far end may have it
 * @param decided the answer, as far as it matters, once it has come; its text may be outstanding
 */
record WebhookExchange(
        HttpUriRequestBase request,
        Webhook webhook,
        Wanted wanted,
        AtomicBoolean begun,
        AtomicReference<@Nullable ClassicHttpResponse> decided) {

    /** How much of an answer is read, in bytes: answers are short, and a larger one is somebody else's. */
    static final int LONGEST = 64 * 1024;

    /** What the caller needs. */
    enum Wanted {
        /** To be connected: nothing is sent. */
        CONNECTION,
        STATUS,
        /** The text of a good answer too. */
        TEXT
    }

    WebhookExchange(HttpUriRequestBase request, Webhook webhook, Wanted wanted) {
        this(request, webhook, wanted, new AtomicBoolean(), new AtomicReference<>());
    }

    /** Whether the text of an answer of this status is waited for. */
    boolean needsText(int status) {
        return wanted == Wanted.TEXT && status / 100 == 2;
    }

    /** What a route gets to see of this answer. */
    ClassicHttpResponse answer(ClassicHttpResponse response) throws IOException {
        if (needsText(response.getCode())) {
            return seen(response, text(response.getEntity()));
        }
        ClassicHttpResponse statusAlone = seen(response, "");
        decided.set(statusAlone);
        try {
            return seen(response, text(response.getEntity()));
        } catch (IOException unread) {
            return statusAlone;
        }
    }

    /** Status, Retry-After and text only: other headers, such as Location, may repeat the address. */
    private ClassicHttpResponse seen(ClassicHttpResponse response, String text) {
        BasicClassicHttpResponse answer = new BasicClassicHttpResponse(response.getCode());
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (retryAfter != null && !webhook.appearsIn(retryAfter.getValue())) {
            answer.addHeader(HttpHeaders.RETRY_AFTER, retryAfter.getValue());
        }
        String shown = webhook.appearsIn(text) ? "(withheld: the answer repeats a secret)" : text;
        answer.setEntity(new ByteArrayEntity(
                shown.getBytes(StandardCharsets.UTF_8), ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8)));
        return answer;
    }

    private static String text(@Nullable HttpEntity entity) throws IOException {
        // Not closed: closing would read the answer to its end.
        InputStream content = entity == null ? null : entity.getContent();
        return content == null ? "" : new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8);
    }

    /** Why there is no answer: the proxy has not opened the tunnel, and says this instead. */
    static WebhookFailedException refused(HttpProxy proxy, ClassicHttpResponse response) {
        int status = response.getCode();
        Header squid = response.getFirstHeader("X-Squid-Error");
        String reason = squid == null || !squid.getValue().matches("[A-Z_]{1,60}( [0-9]{1,5})?")
                ? ""
                : " (" + squid.getValue() + ")";
        String remedy = status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
                ? "; give its user and password in SPOT_PROXY"
                : "";
        return new WebhookFailedException(
                HttpFailure.reason(status),
                "proxy " + proxy + " answered " + HttpFailure.statusLine(status) + reason + remedy,
                status < 500);
    }

    /**
     * Why there is no answer, without the address: the way broke off.
     *
     * @param proxy the proxy on the way, if there is one
     */
    WebhookFailedException failure(Optional<HttpProxy> proxy, Throwable failure) {
        if (failure instanceof WebhookFailedException said) {
            return said;
        }
        if (failure instanceof AddressRules.ForbiddenAddressException forbidden) {
            return new WebhookFailedException(FailureReason.REFUSED, String.valueOf(forbidden.getMessage()), true);
        }
        if (failure instanceof ConnectionRequestTimeoutException) {
            return new WebhookFailedException(
                    FailureReason.RATE_LIMITED,
                    WebhookHttp.MOST_TO_ONE_HOST + " requests to its host are under way and not answered",
                    false);
        }
        if (begun.get() && failure instanceof InterruptedIOException) {
            return new WebhookFailedException(FailureReason.OUTCOME_UNKNOWN, Failures.MAY_HAVE_ARRIVED, true);
        }
        boolean ofTls = Causes.of(failure).stream().anyMatch(SSLException.class::isInstance);
        String where = proxy.filter(way -> !begun.get() && !ofTls)
                .map(way -> "proxy " + way + ": ")
                .orElse("");
        Failure connection = ConnectionFailure.of(failure);
        return new WebhookFailedException(
                connection.reason(),
                where + connection.text(),
                NetworkFailure.of(failure).filter(NetworkFailure::permanent).isPresent());
    }
}
