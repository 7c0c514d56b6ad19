package org.spotalert.channels.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.platform.text.HmacSha256;

/** Signs requests for AWS DevOps Agent ("Invoking DevOps Agent through Webhook", version 1): each attempt anew, over the bytes that leave. */
record EventSignature(HmacSha256 key, Clock clock) implements RequestAuthentication.Step {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * Signs with this secret.
     *
     * @param clock says when an attempt is made
     */
    static RequestAuthentication of(String secret, Clock clock) {
        HmacSha256 key = new HmacSha256(secret.getBytes(StandardCharsets.UTF_8));
        return new RequestAuthentication(List.of(secret), new EventSignature(key, clock));
    }

    @Override
    public void addTo(ClassicHttpRequest request) throws IOException {
        if (request.getEntity() == null) {
            return;
        }
        String now = MILLISECONDS.format(clock.instant());
        byte[] signature =
                key.sign((now + ":").getBytes(StandardCharsets.UTF_8), EntityUtils.toByteArray(request.getEntity()));
        request.setHeader("x-amzn-event-timestamp", now);
        request.setHeader("x-amzn-event-signature", Base64.getEncoder().encodeToString(signature));
    }
}
