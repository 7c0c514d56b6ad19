package org.spotalert.channels.http;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

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
}
