package org.spotalert.channels.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressTest {

    private static final String PATH = "/v1/spaces/AAAA/messages?key=SECRETKEY&token=SECRETTOKEN%3D";
    private static final WebhookHostPolicy PLAIN =
            new WebhookHostPolicy(Set.of("chat.googleapis.com"), "/v1/spaces/", true, List.of());
    private static final WebhookHostPolicy EXTRA = new WebhookHostPolicy(
            Set.of("chat.googleapis.com"),
            "/v1/spaces/",
            true,
            List.of("127.0.0.1:8080", "Localhost", "hooks.example.com:8443", "proxy.example.com", "10.0.0.5"));

    @ParameterizedTest
    @ValueSource(
            strings = {"https://chat.googleapis.com", "https://CHAT.googleapis.com", "https://chat.googleapis.com:443"})
    void takesTheServicesOwnHostAndKeepsPathAndQueryByteForByte(String origin) {
        WebhookAddress address = WebhookAddress.parse(origin + PATH, PLAIN);

        assertThat(address.host()).isEqualTo("chat.googleapis.com");
        assertThat(address.port()).isEqualTo(443);
        assertThat(address.origin().getSchemeName()).isEqualTo("https");
        assertThat(address.requestTarget()).isEqualTo(PATH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://chat.googleapis.com",
                "ftp://chat.googleapis.com",
                "//chat.googleapis.com",
                "chat.googleapis.com",
                "https://chat.googleapis.com@evil.test",
                "https://user@chat.googleapis.com",
                "https://chat.googleapis.com.evil.test",
                "https://chat.googleapis.com%2eevil.test",
                "https://chat.googleapis.com.",
                "https://chat.googleapis.com:8443",
                "https://chat.googleapis.com:80",
                "https://chat.googleapis.com\\@evil.test",
                "https://evil.test",
                "https://169.254.169.254",
                "https://2852039166",
                "https://[::1]",
                "https://",
                "https:///",
                "https://chat.googleapis.com/other",
                "https://chat.googleapis.com/v1/spaces/../..",
                "https://chat.google\u0430pis.com",
                "http://127.0.0.1:8080",
                "https://chat.googleapis.com "
            })
    void refusesEverythingElseWithoutRepeatingTheSecret(String origin) {
        assertThatThrownBy(() -> WebhookAddress.parse(origin + PATH, PLAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .extracting(Throwable::getMessage)
                .asString()
                .isNotBlank()
                .doesNotContain("SECRET")
                .doesNotContain("AAAA");
    }

    @Test
    void refusesFragments() {
        assertThatThrownBy(() -> WebhookAddress.parse("https://chat.googleapis.com" + PATH + "#x", PLAIN))
                .hasMessageContaining("fragment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/any",
                "https://127.0.0.1:8080/any",
                "http://localhost:12345/any",
                "https://hooks.example.com:8443/any",
                "https://proxy.example.com/any",
                "https://PROXY.example.com:443/any",
                "https://10.0.0.5/any"
            })
    void takesListedExtraHostsWithAnyPath(String url) {
        assertThat(WebhookAddress.parse(url, EXTRA).requestTarget()).isEqualTo("/any");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8081/any",
                "http://hooks.example.com:8443/any",
                "https://hooks.example.com/any",
                "http://proxy.example.com/any",
                "https://proxy.example.com:8443/any",
                "http://10.0.0.5/any"
            })
    void refusesOtherPortsAndPlainHttpOfExtraHosts(String url) {
        assertThatThrownBy(() -> WebhookAddress.parse(url, EXTRA)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addsParametersByTextAndOnlyOnce() {
        WebhookAddress address = WebhookAddress.parse("https://chat.googleapis.com" + PATH, PLAIN)
                .withQuery("messageReplyOption", "X")
                .withQuery("messageReplyOption", "X");

        assertThat(address.requestTarget()).isEqualTo(PATH + "&messageReplyOption=X");
    }

    @Test
    void textOfTheObjectHidesTheSecret() {
        assertThat(WebhookAddress.parse("https://chat.googleapis.com" + PATH, PLAIN))
                .hasToString("WebhookAddress[hidden]");
    }
}
