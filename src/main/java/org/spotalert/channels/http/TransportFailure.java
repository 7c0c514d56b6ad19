package org.spotalert.channels.http;

import java.io.InterruptedIOException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpStatus;
import org.spotalert.channels.failure.ConnectionFailure;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.failure.HttpFailure;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.platform.network.Causes;
import org.spotalert.platform.network.HttpProxy;
import org.spotalert.platform.network.NetworkFailure;

/** Says why there is no answer to a request: whose fault it is, and whether trying again can help; without the address. */
final class TransportFailure {

    private TransportFailure() {}

    /** The proxy has not opened the tunnel; this is its answer. */
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
     * The way broke off.
     *
     * @param proxy the proxy on the way, if there is one
     */
    static WebhookFailedException of(WebhookExchange exchange, Optional<HttpProxy> proxy, Throwable failure) {
        if (failure instanceof WebhookFailedException said) {
            return said;
        }
        if (failure instanceof ForbiddenAddressException forbidden) {
            return new WebhookFailedException(FailureReason.REFUSED, String.valueOf(forbidden.getMessage()), true);
        }
        if (failure instanceof ConnectionRequestTimeoutException) {
            return new WebhookFailedException(
                    FailureReason.RATE_LIMITED,
                    WebhookHttp.MOST_TO_ONE_HOST + " requests to its host are under way and not answered",
                    false);
        }
        if (exchange.begun() && failure instanceof InterruptedIOException) {
            return new WebhookFailedException(FailureReason.OUTCOME_UNKNOWN, Failures.UNANSWERED, true);
        }
        boolean ofTls = Causes.of(failure).stream().anyMatch(SSLException.class::isInstance);
        String where = proxy.filter(way -> !exchange.begun() && !ofTls)
                .map(way -> "proxy " + way + ": ")
                .orElse("");
        Failure connection = ConnectionFailure.of(failure);
        return new WebhookFailedException(
                connection.reason(),
                where + connection.text(),
                NetworkFailure.of(failure).filter(NetworkFailure::permanent).isPresent());
    }
}
