package org.spotalert.channels.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.spotalert.channels.http.RequestAuthentication;

/** Signs requests for AWS DevOps Agent ("Invoking DevOps Agent through Webhook", version 1): each attempt anew, over the bytes that leave. */
record EventSignature(SecretKeySpec key, Clock clock) implements RequestAuthentication.Step {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * Signs with this secret.
     *
     * @param clock says when an attempt is made
     */
    static RequestAuthentication of(String secret, Clock clock) {
        SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        return new RequestAuthentication(List.of(secret), new EventSignature(key, clock));
    }

    @Override
    public void addTo(ClassicHttpRequest request) throws IOException {
        if (request.getEntity() == null) {
            return;
        }
        String now = MILLISECONDS.format(clock.instant());
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.write((now + ":").getBytes(StandardCharsets.UTF_8));
        signed.write(EntityUtils.toByteArray(request.getEntity()));
        request.setHeader("x-amzn-event-timestamp", now);
        request.setHeader("x-amzn-event-signature", Base64.getEncoder().encodeToString(hmac(signed.toByteArray())));
    }

    private byte[] hmac(byte[] content) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
