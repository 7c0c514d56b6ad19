package org.spotalert.platform.management;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets everybody see health and metrics, and those who log in everything else. Without a login nothing else exists. */
final class AccessControl implements Handler<RoutingContext> {

    private static final String HEALTH = "/observe/health";
    private static final String METRICS = "/observe/metrics";

    private final @Nullable Login login;
    private final FailedLogins failed = new FailedLogins(Ticker.systemTicker());

    AccessControl(@Nullable Login login) {
        this.login = login;
    }

    @Override
    public void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        String address = request.remoteAddress().hostAddress();
        // A browser sends the login of its user along with whatever a foreign page asks for.
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (isOpen(exchange.normalizedPath())) {
            exchange.next();
        } else if (login == null) {
            JsonReply.refuse(exchange, 404, "there is no such path; some exist only with SPOT_MANAGEMENT_PASSWORD");
        } else if (changesFromElsewhere(request)
                || (origin != null && !isOf(origin, request.getHeader(HttpHeaders.HOST)))) {
            JsonReply.refuse(exchange, 403, "pages of another site may not ask here");
        } else if (failed.mustPause(address)) {
            exchange.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(FailedLogins.PAUSE.toSeconds()));
            JsonReply.refuse(
                    exchange, 429, "too many logins have failed; wait " + FailedLogins.PAUSE.toSeconds() + " s");
        } else {
            logIn(exchange, login, address);
        }
    }

    private void logIn(RoutingContext exchange, Login wanted, String address) {
        String given = exchange.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (wanted.isIn(given)) {
            failed.forget(address);
            exchange.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            exchange.next();
            return;
        }
        if (given != null) {
            failed.add(address);
        }
        exchange.response()
                .putHeader("WWW-Authenticate", "Basic realm=\"spot-interruption-alerts\", charset=\"UTF-8\"");
        JsonReply.refuse(exchange, 401, "log in with SPOT_MANAGEMENT_USER and SPOT_MANAGEMENT_PASSWORD, by HTTP Basic");
    }

    private static boolean isOpen(String path) {
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/") || path.equals(METRICS);
    }

    /** Whether a browser says that another site's page makes it send this. A link that leads here only reads. */
    private static boolean changesFromElsewhere(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null
                && !site.equals("same-origin")
                && !site.equals("none")
                && !request.method().equals(HttpMethod.GET);
    }

    private static boolean isOf(String origin, @Nullable String host) {
        return host != null && origin.toLowerCase(Locale.ROOT).endsWith("://" + host.toLowerCase(Locale.ROOT));
    }

    /** Counts the failed logins of each address, and makes an address pause after several. */
    static final class FailedLogins {

        /** How long an address pauses. */
        static final Duration PAUSE = Duration.ofSeconds(30);
        /** How many logins may fail before the pause. */
        static final int MOST = 5;
        /** Beyond these the addresses seen longest ago are forgotten. */
        static final int ADDRESSES = 10_000;

        private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);

        private final Cache<String, Integer> failures;

        FailedLogins(Ticker ticker) {
            this.failures = Caffeine.newBuilder()
                    .maximumSize(ADDRESSES)
                    .expireAfterWrite(PAUSE)
                    .ticker(ticker)
                    .build();
        }

        boolean mustPause(String address) {
            Integer failed = failures.getIfPresent(address);
            return failed != null && failed >= MOST;
        }

        void add(String address) {
            Integer failed = failures.asMap().merge(address, 1, Integer::sum);
            if (failed != null && failed == MOST) {
                LOG.atWarn()
                        .addKeyValue("address", address)
                        .addKeyValue("seconds", PAUSE.toSeconds())
                        .log("logins to the management port fail; this address must pause");
            }
        }

        void forget(String address) {
            failures.invalidate(address);
        }

        long size() {
            failures.cleanUp();
            return failures.estimatedSize();
        }
    }
}
