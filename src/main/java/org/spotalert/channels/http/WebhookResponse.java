package org.spotalert.channels.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** What a route gets to see of an answer. */
final class WebhookResponse {

    /** How much of an answer is read, in bytes: answers are short, and a larger one is somebody else's. */
    static final int LONGEST = 64 * 1024;

    private WebhookResponse() {}

    /** Status, Retry-After and text only: other headers, such as Location, may repeat the address. */
    static ClassicHttpResponse of(ClassicHttpResponse response, Webhook webhook) throws IOException {
        String text = text(response.getEntity());
        return answer(response, webhook, webhook.appearsIn(text) ? "(withheld: the answer repeats a secret)" : text);
    }

    /** The same with an empty text; nothing more is read. */
    static ClassicHttpResponse withoutText(ClassicHttpResponse response, Webhook webhook) {
        return answer(response, webhook, "");
    }

    private static ClassicHttpResponse answer(ClassicHttpResponse response, Webhook webhook, String text) {
        BasicClassicHttpResponse answer = new BasicClassicHttpResponse(response.getCode());
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (retryAfter != null && !webhook.appearsIn(retryAfter.getValue())) {
            answer.addHeader(HttpHeaders.RETRY_AFTER, retryAfter.getValue());
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        answer.setEntity(new ByteArrayEntity(body, ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8)));
        return answer;
    }

    private static String text(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        // Not closed: closing would read the answer to its end.
        InputStream content = entity.getContent();
        return content == null ? "" : new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8);
    }
}
