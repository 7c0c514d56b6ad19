package org.spotalert.channels.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.local.FreePort;

/** What a webhook is sent, and what of it nobody may read. */
class WebhookClientTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort().dynamicHttpsPort())
            .build();

    @Test
    void keepsTheEncodedSecretAsItStands() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(ok("fine")));

        try (ClassicHttpResponse answer =
                WebhookRequests.send(WebhookRequests.client(WebhookRequests.address("http", SERVER.getPort())))) {
            assertThat(answer.getCode()).isEqualTo(200);
            assertThat(EntityUtils.toString(answer.getEntity())).isEqualTo("fine");
        }
        SERVER.verify(postRequestedFor(urlEqualTo(WebhookRequests.SECRET)));
    }

    @Test
    void followsNoRedirectAndDropsItsTarget() throws Exception {
        SERVER.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withStatus(307)
                        .withHeader("Location", SERVER.baseUrl() + WebhookRequests.SECRET)
                        .withHeader("Set-Cookie", "a=b")));

        try (ClassicHttpResponse answer =
                WebhookRequests.send(WebhookRequests.client(WebhookRequests.address("http", SERVER.getPort())))) {
            assertThat(answer.getCode()).isEqualTo(307);
            assertThat(answer.getHeaders()).isEmpty();
        }
        SERVER.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void withholdsAnswersThatRepeatTheSecret() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(404).withBody("no key SECRETKEY here")));

        try (ClassicHttpResponse answer =
                WebhookRequests.send(WebhookRequests.client(WebhookRequests.address("http", SERVER.getPort())))) {
            assertThat(EntityUtils.toString(answer.getEntity())).contains("withheld");
        }
    }

    @Test
    void readsNoMoreThanTheLimit() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(ok("x".repeat(2_000_000))));

        try (ClassicHttpResponse answer =
                WebhookRequests.send(WebhookRequests.client(WebhookRequests.address("http", SERVER.getPort())))) {
            assertThat(EntityUtils.toByteArray(answer.getEntity())).hasSize(WebhookExchange.LONGEST);
        }
    }

    @Test
    void nothingThrownSaysTheAddress() throws Exception {
        int closed = FreePort.find();
        assertRedacted(
                WebhookRequests.client(WebhookRequests.address("http", closed)),
                "google-chat webhook: connection refused");
        // The server's certificate is its own invention.
        assertRedacted(
                WebhookRequests.client(WebhookRequests.address("https", SERVER.getHttpsPort())),
                "google-chat webhook: TLS failed");
        SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertRedacted(
                WebhookRequests.client(WebhookRequests.address("http", SERVER.getPort())),
                "google-chat webhook: connection broken off");
        SERVER.stubFor(post(anyUrl()).willReturn(ok().withFixedDelay(5_000)));
        assertRedacted(
                WebhookRequests.client(WebhookRequests.address("http", SERVER.getPort())),
                "google-chat webhook: timed out");
    }

    @Test
    void askedForALoginItGivesNone() throws Exception {
        SERVER.stubFor(post(anyUrl())
                .willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=\"x\"")));

        try (ClassicHttpResponse answer =
                WebhookRequests.send(WebhookRequests.client(WebhookRequests.address("http", SERVER.getPort())))) {
            assertThat(answer.getCode()).isEqualTo(401);
        }
        SERVER.verify(
                1,
                postRequestedFor(anyUrl())
                        .withoutHeader("Authorization")
                        .withoutHeader("Accept-Encoding")
                        .withoutHeader("Upgrade")
                        .withHeader("Connection", equalTo("close"))
                        .withHeader("User-Agent", equalTo("spot-interruption-alerts")));
    }

    @Test
    void hostWithAPrivateAddressIsRefusedAndTheWayOutIsNamed() throws Exception {
        InetAddress inside = InetAddress.getByName("10.1.2.3");
        WebhookAddress chat = WebhookAddress.parse(
                "https://chat.googleapis.com" + WebhookRequests.SECRET,
                new WebhookHostPolicy(Set.of("chat.googleapis.com"), "/v1/spaces/", true, List.of()));

        assertRedacted(
                WebhookRequests.client(chat, host -> new InetAddress[] {inside}),
                "google-chat webhook: its host has a private or reserved address; if that is right, list the host");
    }

    @Test
    void unknownChannelHasNoAddress() {
        WebhookClient client = new WebhookClient(
                channel -> {
                    throw new IllegalArgumentException("no address is set for " + channel);
                },
                WebhookTransports.toThisMachine(WebhookRequests.FOREVER),
                false);

        assertThatThrownBy(
                        () -> client.executeOpen(HttpHost.create("https://slack"), new HttpPost("https://slack"), null))
                .isInstanceOfSatisfying(
                        WebhookFailedException.class,
                        failure -> assertThat(failure.permanent()).isTrue())
                .hasMessage("no address is set for slack");
    }

    private static void assertRedacted(WebhookClient client, String message) {
        assertThatThrownBy(() -> WebhookRequests.send(client).close())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message)
                .hasNoCause()
                .satisfies(failure -> {
                    StringWriter everything = new StringWriter();
                    failure.printStackTrace(new PrintWriter(everything));
                    assertThat(everything.toString())
                            .doesNotContain("SECRET")
                            .doesNotContain("AAAA")
                            .doesNotContain("127.0.0.1")
                            .doesNotContain("googleapis.com");
                });
    }
}
