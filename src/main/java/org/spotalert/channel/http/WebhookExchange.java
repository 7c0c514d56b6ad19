package org.spotalert.channel.http;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** One request and its answer, and how far it has come: another thread may ask that when it has taken too long. */
final class WebhookExchange {

    /** How long each read of a text may take that nobody needs. */
    private static final Duration TEXT_PATIENCE = Duration.ofSeconds(2);

    private static final HttpProcessor HEADERS = HttpProcessorBuilder.create()
            .addAll(
                    RequestTargetHost.INSTANCE,
                    RequestContent.INSTANCE,
                    new RequestUserAgent("spot-interruption-alerts"))
            .build();

    private final ClassicHttpRequest request;
    private final Webhook webhook;
    private final boolean needsText;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicReference<@Nullable ClassicHttpResponse> decided = new AtomicReference<>();

    /**
     * @param needsText whether the text of a good answer matters, and not its status alone
     */
    WebhookExchange(ClassicHttpRequest request, Webhook webhook, boolean needsText) {
        this.request = request;
        this.webhook = webhook;
        this.needsText = needsText;
    }

    /** Sends the request over this connection, and returns the answer. */
    ClassicHttpResponse over(Socket socket) throws IOException, HttpException {
        HttpCoreContext context = HttpCoreContext.create();
        HttpRequestExecutor executor = new HttpRequestExecutor();
        try (HttpClientConnection connection =
                DefaultBHttpClientConnectionFactory.builder().build().createConnection(socket)) {
            executor.preProcess(request, HEADERS, context);
            begun.set(true);
            ClassicHttpResponse response = executor.execute(request, connection, context);
            ClassicHttpResponse answer = answer(response, socket);
            // Closed at once: reading the rest of a long answer is not wanted.
            connection.close(CloseMode.IMMEDIATE);
            return answer;
        }
    }

    private ClassicHttpResponse answer(ClassicHttpResponse response, Socket socket) throws IOException {
        if (needsText && response.getCode() / 100 == 2) {
            return WebhookAnswer.of(response, webhook);
        }
        ClassicHttpResponse statusAlone = WebhookAnswer.withoutText(response, webhook);
        decided.set(statusAlone);
        try {
            socket.setSoTimeout(Math.toIntExact(TEXT_PATIENCE.toMillis()));
            return WebhookAnswer.of(response, webhook);
        } catch (IOException unread) {
            return statusAlone;
        }
    }

    /** The answer, as far as it matters, if it has come; its text may be outstanding. */
    Optional<ClassicHttpResponse> decided() {
        return Optional.ofNullable(decided.get());
    }

    /** Whether the far end may have the request. */
    boolean begun() {
        return begun.get();
    }
}
