package org.spotalert.platform.management;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.vertx.common.VertxHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's HTTP server with limits, so that nobody on the network can end the program through the management port or shut others out
 * from health. Camel's own has no settings for these.
 */
final class ManagementServer extends VertxPlatformHttpServer {

    static final int MOST_CONNECTIONS = 100;
    static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(30);
    static final int MOST_BYTES = 32 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final String JOLOKIA = "/observe/jolokia*";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    /** A stop has 25 s in all. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final VertxPlatformHttpServerConfiguration configuration;
    private final @Nullable Login login;
    private final Duration connectionTimeout;
    private final AtomicReference<@Nullable Open> open = new AtomicReference<>();

    /** What is there while the port is open, and the context where its handlers run. */
    private record Open(HttpServer server, Context context) {}

    /** @param connectionTimeout how long a connection stays open without an answer */
    ManagementServer(
            VertxPlatformHttpServerConfiguration configuration, @Nullable Login login, Duration connectionTimeout) {
        super(configuration);
        this.configuration = configuration;
        this.login = login;
        this.connectionTimeout = connectionTimeout;
    }

    @Override
    public @Nullable HttpServer getServer() {
        Open now = open.get();
        return now == null ? null : now.server();
    }

    @Override
    public int getPort() {
        Open now = open.get();
        return now == null ? super.getPort() : now.server().actualPort();
    }

    @Override
    protected void startServer() throws Exception {
        HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        if (configuration.isUseGlobalSslContextParameters()) {
            VertxHelper.setupSSLOptions(getCamelContext(), getCamelContext().getSSLContextParameters(), options);
        }
        Context context = getVertx().getOrCreateContext();
        OpenConnections connections = new OpenConnections(MOST_CONNECTIONS, connectionTimeout);
        getVertx().setPeriodic(TimeUnit.SECONDS.toMillis(1), second -> connections.closeStale());
        // Camel adds what it answers behind these.
        VertxPlatformHttpRouter routes = VertxPlatformHttpRouter.lookup(
                getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getPort()));
        routes.route().failureHandler(JsonReply::failed);
        routes.route().handler(connections::noteRequest);
        routes.route().handler(new AccessControl(login));
        routes.route().handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES));
        routes.route(JOLOKIA).handler(new JolokiaQueue());
        if (login != null) {
            Hawtio.folder().ifPresent(folder -> Hawtio.serve(routes, folder, login.user()));
        }
        Router all = Router.router(getVertx());
        all.route(configuration.getPath() + "*").subRouter(routes);
        HttpServer server = result(
                getVertx()
                        .createHttpServer(options)
                        .connectionHandler(connections)
                        .requestHandler(all)
                        .listen(configuration.getBindPort(), configuration.getBindHost()),
                START_TIMEOUT);
        open.set(new Open(server, context));
    }

    @Override
    protected void stopServer() {
        Open last = open.getAndSet(null);
        try {
            if (last != null) {
                result(last.server().close(), STOP_TIMEOUT);
                // Camel's handlers run one after the other; this one comes behind those that are still waiting.
                result(last.context().executeBlocking(() -> "ended", true), STOP_TIMEOUT);
            }
        } catch (Exception late) {
            LOG.debug("the management port does not close in time", late);
        }
    }

    @Override
    protected void stopVertx() {
        if (getVertx() != null) {
            getVertx().close();
        }
    }

    private static <T> T result(Future<T> future, Duration timeout) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    "the management port does not answer within " + timeout.toSeconds() + " s", late);
        }
    }
}
