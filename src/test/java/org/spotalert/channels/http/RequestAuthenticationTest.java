package org.spotalert.channels.http;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.failure.WebhookFailedException;

class RequestAuthenticationTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

    @Test
    void basicLoginIsAddedToEveryRequestBeneathTheSite() throws Exception {
        SERVER.stubFor(any(anyUrl()).willReturn(ok("{\"self\":\"http://x/company-site/rest/1\"}")));
        WebhookClient client = site("/company-site/", RequestAuthentication.basic("me@example.org", "t0ken\u00fc"));

        assertThat(text(client, new HttpGet("https://jira/rest/api/3/issue?fields=a%20b")))
                .as("a site's path is no secret")
                .contains("/company-site/rest/1");
        text(client, post("https://jira", "{}"));

        SERVER.verify(getRequestedFor(urlEqualTo("/company-site/rest/api/3/issue?fields=a%20b"))
                .withHeader("Authorization", equalTo("Basic bWVAZXhhbXBsZS5vcmc6dDBrZW7DvA==")));
        SERVER.verify(postRequestedFor(urlEqualTo("/company-site/"))
                .withHeader("Authorization", equalTo("Basic bWVAZXhhbXBsZS5vcmc6dDBrZW7DvA==")));
    }

    @Test
    void loginReplacesWhatARouteHasSet() throws Exception {
        SERVER.stubFor(any(anyUrl()).willReturn(ok()));
        HttpPost request = post("https://jira", "{}");
        request.setHeader("Authorization", "Bearer foreign");

        text(site("/", RequestAuthentication.basic("me", "own")), request);

        SERVER.verify(postRequestedFor(urlEqualTo("/")).withHeader("Authorization", equalTo("Basic bWU6b3du")));
        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))
                        .get(0)
                        .header("Authorization")
                        .values())
                .hasSize(1);
    }

    @Test
    void jsonMemberJoinsTheBody() throws Exception {
        SERVER.stubFor(any(anyUrl()).willReturn(ok()));

        text(
                site("/v2/enqueue", RequestAuthentication.jsonMember("routing_key", "R0UTING")),
                post("https://pagerduty", "{\"event_action\":\"trigger\",\"summary\":\"\u00fc \\\" routing_key\"}"));

        SERVER.verify(postRequestedFor(urlEqualTo("/v2/enqueue"))
                .withHeader("Content-Type", equalTo("application/json; charset=UTF-8"))
                .withRequestBody(equalToJson("{\"event_action\":\"trigger\",\"summary\":\"\u00fc \\\" routing_key\","
                        + "\"routing_key\":\"R0UTING\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "no JSON R0UTING", ""})
    void bodyWithoutPlaceForTheMemberIsNotSent(String body) {
        SERVER.stubFor(any(anyUrl()).willReturn(ok()));
        WebhookClient client = site("/", RequestAuthentication.jsonMember("routing_key", "R0UTING"));

        assertThatThrownBy(() -> text(client, post("https://pagerduty", body)))
                .isInstanceOf(WebhookFailedException.class)
                .hasMessage("pagerduty webhook: the body is not a JSON object, which has to hold routing_key");
        SERVER.verify(0, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no user with t0ken-1", "Basic bWU6dDBrZW4tMQ== is unknown"})
    void answerThatRepeatsTheSecretIsWithheld(String answer) throws Exception {
        SERVER.stubFor(any(anyUrl()).willReturn(ok(answer)));

        assertThat(text(site("/", RequestAuthentication.basic("me", "t0ken-1")), post("https://jira", "{}")))
                .isEqualTo("(withheld: the answer repeats a secret)");
    }

    @Test
    void noPathFollowsASecretQuery() {
        WebhookClient client = client(new Webhook(WebhookAddress.parse(
                SERVER.baseUrl().replace("localhost", "127.0.0.1") + "/v1/spaces/A/messages?key=SECRETKEY",
                new WebhookHostPolicy(Set.of("chat.googleapis.com"), "/v1/spaces/", true, List.of("127.0.0.1")))));

        assertThatThrownBy(() -> text(client, post("https://chat/elsewhere", "{}")))
                .hasMessage("chat webhook: its address has a query, which no path can follow");
    }

    @Test
    void nothingPrintsASecret() {
        assertThat(new Webhook(
                                WebhookAddress.parse(
                                        "https://jira.example.org/SECRET",
                                        WebhookHostPolicy.site("https://jira.example.org", List.of())),
                                RequestAuthentication.basic("SECRET", "SECRET"))
                        + " " + List.of(RequestAuthentication.jsonMember("key", "SECRET")))
                .doesNotContain("SECRET");
    }

    @Test
    void siteIsTheHostOfItsAddress() {
        String url = "https://jira.example.org/";
        WebhookHostPolicy rules = WebhookHostPolicy.site(url, List.of());

        assertThat(WebhookAddress.parse(url, rules).host()).isEqualTo("jira.example.org");
        assertThatThrownBy(() -> WebhookAddress.parse("http://jira.example.org/", rules))
                .hasMessageContaining("https://");
        assertThatThrownBy(() -> WebhookAddress.parse("https://jira.example.org:8443/", rules))
                .hasMessageContaining("port");
        assertThatThrownBy(() -> WebhookAddress.parse("nonsense", WebhookHostPolicy.site("nonsense", List.of())))
                .hasMessageContaining("host");
    }

    private static WebhookClient site(String path, RequestAuthentication secret) {
        String url = SERVER.baseUrl().replace("localhost", "127.0.0.1") + path;
        return client(
                new Webhook(WebhookAddress.parse(url, WebhookHostPolicy.site(url, List.of("127.0.0.1"))), secret));
    }

    private static WebhookClient client(Webhook webhook) {
        return new WebhookClient(channel -> webhook, WebhookTransports.toThisMachine(Duration.ofSeconds(5)), false);
    }

    private static HttpPost post(String uri, String body) {
        HttpPost request = new HttpPost(uri);
        request.setEntity(new StringEntity(body, StandardCharsets.UTF_8));
        return request;
    }

    private static String text(WebhookClient client, ClassicHttpRequest request) throws IOException {
        String host = String.valueOf(request.getAuthority()).replaceFirst(":.*", "");
        try (ClassicHttpResponse answer = client.executeOpen(new HttpHost("https", host), request, null)) {
            return EntityUtils.toString(answer.getEntity(), StandardCharsets.UTF_8);
        } catch (org.apache.hc.core5.http.ParseException e) {
            throw new IOException(e);
        }
    }
}
