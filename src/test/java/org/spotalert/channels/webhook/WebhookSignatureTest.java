package org.spotalert.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.channels.http.RequestAuthentication;

class WebhookSignatureTest {

    /** The example that implementations of Standard Webhooks test themselves with. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_614_265_330), ZoneOffset.UTC);

    @Test
    void signsAsTheSpecificationSays() throws Exception {
        BasicClassicHttpRequest request = request();

        WebhookSignature.of(SECRET, CLOCK).addTo(request);

        assertThat(request.getFirstHeader("webhook-timestamp").getValue()).isEqualTo("1614265330");
        assertThat(request.getFirstHeader("webhook-signature").getValue())
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithBothSecretsWhileOneReplacesTheOther() throws Exception {
        BasicClassicHttpRequest request = request();

        WebhookSignature.of("whsec_" + "A".repeat(32) + ", " + SECRET, CLOCK).addTo(request);

        assertThat(request.getFirstHeader("webhook-signature").getValue().split(" "))
                .hasSize(2)
                .contains("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void requestWithoutIdIsNotSent() {
        BasicClassicHttpRequest request = request();
        request.removeHeaders("webhook-id");

        assertThatThrownBy(() -> WebhookSignature.of(SECRET, CLOCK).addTo(request))
                .isInstanceOf(WebhookFailedException.class)
                .hasMessageContaining("webhook-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_tooshort", "whsec_!!!!", "whsec_", "whsec_AAAA,x"})
    void badSecretIsRefusedWithoutBeingQuoted(String secret) {
        assertThatThrownBy(() -> WebhookSignature.of(secret, CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("24 to 64 random bytes")
                .hasMessageNotContaining("tooshort")
                .hasMessageNotContaining("MfKQ");
    }

    @Test
    void knowsItsSecretInAnAnswer() {
        RequestAuthentication signature = WebhookSignature.of(SECRET, CLOCK);

        assertThat(signature.appearsIn("bad key " + SECRET)).isTrue();
        assertThat(signature.appearsIn("bad key")).isFalse();
    }

    private static BasicClassicHttpRequest request() {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("POST", "/");
        request.setHeader("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
        request.setEntity(new StringEntity(
                "{\"test\": 2432232314}", ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
        return request;
    }
}
