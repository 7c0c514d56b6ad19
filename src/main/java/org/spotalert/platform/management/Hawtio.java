package org.spotalert.platform.management;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Hawtio's pages at {@code /hawtio/}. Its files are in a folder beside the jar, and nothing of them is read before somebody asks;
 * without the folder there are no pages.
 */
final class Hawtio {

    private static final String FOLDER = "hawtio-static";
    private static final String ROOT = "/hawtio/";
    private static final String JOLOKIA = "/observe/jolokia";
    private static final String CONFIG = "hawtconfig.json";
    private static final String JSON = "application/json";

    /** Hawtio loads nothing from elsewhere; its editor makes workers and styles as it runs. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
                    + " worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer");

    private Hawtio() {}

    /** The folder of Hawtio's files, if it is there. */
    static Optional<Path> folder() {
        return Optional.ofNullable(Hawtio.class.getProtectionDomain().getCodeSource())
                .map(source -> Path.of(source.getLocation().getPath()).resolveSibling(FOLDER))
                .filter(folder -> Files.exists(folder.resolve("index.html")));
    }

    /** Answers what begins with {@code /hawtio}, for the user who has logged in: nobody else gets here. */
    static void serve(Router routes, Path folder, String user) {
        routes.get("/hawtio").handler(Hawtio::toRoot);
        routes.route(ROOT + "*").handler(Hawtio::addHeaders);
        routes.route(ROOT + "jolokia*").handler(Hawtio::toJolokia);
        // What Hawtio asks of a server of its own, before it shows anything.
        Map.of("user", Json.encode(user), "plugin", "[]", "proxy/enabled", "false")
                .forEach((path, answer) -> routes.get(ROOT + path)
                        .handler(exchange -> exchange.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                                .end(answer)));
        routes.get(ROOT + CONFIG).handler(Hawtio::configuration);
        routes.get(ROOT + "*")
                .handler(StaticHandler.create(FileSystemAccess.ROOT, folder.toString())
                        .setIncludeHidden(false)
                        .setDefaultContentEncoding("UTF-8"));
        routes.get(ROOT + "*").handler(Hawtio::page);
    }

    private static void toRoot(RoutingContext exchange) {
        if (exchange.normalizedPath().equals(ROOT)) {
            exchange.next();
        } else {
            exchange.redirect(ROOT);
        }
    }

    private static void addHeaders(RoutingContext exchange) {
        HttpServerResponse response = exchange.response();
        HEADERS.forEach(response::putHeader);
        // The names of the files in there hold a hash of what is in them.
        boolean stays = exchange.normalizedPath().startsWith(ROOT + "static/");
        response.putHeader(HttpHeaders.CACHE_CONTROL, stays ? "private, max-age=86400" : "private, no-cache");
        exchange.next();
    }

    /** The program's name, and no pages for what nobody can do here. */
    private static void configuration(RoutingContext exchange) {
        try (InputStream file = Objects.requireNonNull(Hawtio.class.getResourceAsStream("/" + CONFIG))) {
            exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(Buffer.buffer(file.readAllBytes()));
        } catch (IOException unreadable) {
            exchange.fail(unreadable);
        }
    }

    private static void toJolokia(RoutingContext exchange) {
        exchange.reroute(JOLOKIA + exchange.normalizedPath().substring((ROOT + "jolokia").length()));
    }

    /** Hawtio's addresses are places within its one page; only a browser that opens one gets it. */
    private static void page(RoutingContext exchange) {
        String accepts = exchange.request().getHeader(HttpHeaders.ACCEPT);
        if (accepts != null && accepts.startsWith("text/html")) {
            exchange.reroute(ROOT + "index.html");
        } else {
            exchange.next();
        }
    }
}
