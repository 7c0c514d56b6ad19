package org.spotalert.channels.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpStatus;
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

/** One request, what becomes of its answer, and how far it has come: another thread asks that when it has taken too long. */
final class WebhookExchange {

    private final HttpUriRequestBase request;
    private final Webhook webhook;
    private final boolean needsText;
    private final boolean connectsOnly;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicReference<@Nullable ClassicHttpResponse> decided = new AtomicReference<>();

    private WebhookExchange(HttpUriRequestBase request, Webhook webhook, boolean needsText, boolean connectsOnly) {
        this.request = request;
        this.webhook = webhook;
        this.needsText = needsText;
        this.connectsOnly = connectsOnly;
    }

    /**
     * Sends this request.
     *
     * @param needsText whether the text of a good answer matters, and not its status alone
     */
    static WebhookExchange of(HttpUriRequestBase request, Webhook webhook, boolean needsText) {
        return new WebhookExchange(request, webhook, needsText, false);
    }

    /** Connects as for this request, and sends nothing. */
    static WebhookExchange connecting(HttpUriRequestBase request, Webhook webhook) {
        return new WebhookExchange(request, webhook, false, true);
    }

    HttpUriRequestBase request() {
        return request;
    }

    WebhookAddress address() {
        return webhook.address();
    }

    boolean connectsOnly() {
        return connectsOnly;
    }

    /** Notes that the connection is there and the request leaves. */
    void begin() {
        begun.set(true);
    }

    /** Whether the far end may have the request. */
    boolean begun() {
        return begun.get();
    }

    /** Whether the text of an answer of this status is waited for. */
    boolean needsText(int status) {
        return needsText && status / 100 == 2;
    }

    /** What a route gets to see of this answer. */
    ClassicHttpResponse answer(ClassicHttpResponse response) throws IOException {
        if (needsText(response.getCode())) {
            return WebhookResponse.of(response, webhook);
        }
        ClassicHttpResponse statusAlone = WebhookResponse.withoutText(response, webhook);
        decided.set(statusAlone);
        try {
            return WebhookResponse.of(response, webhook);
        } catch (IOException unread) {
            return statusAlone;
        }
    }

    /** The answer, as far as it matters, if it has come; its text may be outstanding. */
    Optional<ClassicHttpResponse> decided() {
        return Optional.ofNullable(decided.get());
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
        if (begun() && failure instanceof InterruptedIOException) {
            return new WebhookFailedException(FailureReason.OUTCOME_UNKNOWN, Failures.UNANSWERED, true);
        }
        boolean ofTls = Causes.of(failure).stream().anyMatch(SSLException.class::isInstance);
        String where = proxy.filter(way -> !begun() && !ofTls)
                .map(way -> "proxy " + way + ": ")
                .orElse("");
        Failure connection = ConnectionFailure.of(failure);
        return new WebhookFailedException(
                connection.reason(),
                where + connection.text(),
                NetworkFailure.of(failure).filter(NetworkFailure::permanent).isPresent());
    }
}
