package org.spotalert.channels.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.model.FailureReason;
import org.spotalert.platform.text.HmacSha256;

/**
 * Signs requests as Standard Webhooks 1.0.0 says (symmetric signatures, {@code v1}): each attempt anew, over the bytes that
 * leave. The route sets {@code webhook-id}, which stays the same at every attempt.
 */
public final class WebhookSignature {

    /** What a secret begins with. */
    private static final String PREFIX = "whsec_";

    private static final String ID = "webhook-id";
    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;

    private WebhookSignature() {}

    /**
     * Signs with each of these secrets.
     *
     * @param secrets {@code whsec_} and the key in Base64; several, separated by commas or spaces, while one replaces
     *     another
     * @param clock says when an attempt is made
     * @throws IllegalArgumentException saying what is wrong, without the secret
     */
    public static RequestAuthentication of(String secrets, Clock clock) {
        List<String> each = Stream.of(secrets.split("[,\\s]+"))
                .filter(secret -> !secret.isEmpty())
                .toList();
        List<HmacSha256> keys = each.stream().map(WebhookSignature::key).toList();
        return new RequestAuthentication(
                each.stream().map(secret -> secret.substring(PREFIX.length())).toList(),
                request -> sign(request, keys, clock.instant().getEpochSecond()));
    }

    private static void sign(ClassicHttpRequest request, List<HmacSha256> keys, long now) throws IOException {
        Header id = request.getFirstHeader(ID);
        if (id == null || request.getEntity() == null) {
            throw new WebhookFailedException(
                    FailureReason.REFUSED,
                    "nothing to sign: the route has to set the header " + ID + " and a body",
                    true);
        }
        byte[] head = (id.getValue() + "." + now + ".").getBytes(StandardCharsets.UTF_8);
        byte[] body = EntityUtils.toByteArray(request.getEntity());
        request.setHeader("webhook-timestamp", Long.toString(now));
        request.setHeader(
                "webhook-signature",
                keys.stream()
                        .map(key -> "v1," + Base64.getEncoder().encodeToString(key.sign(head, body)))
                        .collect(Collectors.joining(" ")));
    }

    private static HmacSha256 key(String secret) {
        byte[] key = decoded(secret);
        if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
            throw new IllegalArgumentException("is not " + PREFIX + " and " + SHORTEST_KEY + " to " + LONGEST_KEY
                    + " random bytes in Base64; make one with: echo " + PREFIX + "$(openssl rand -base64 32)");
        }
        return new HmacSha256(key);
    }

    private static byte[] decoded(String secret) {
        try {
            return secret.startsWith(PREFIX)
                    ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                    : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            // Its text quotes a part of the secret; said by the caller.
            return new byte[0];
        }
    }
}
