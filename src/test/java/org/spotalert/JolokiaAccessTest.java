package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.FreePort;

/** What the management port gives away, asked over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JolokiaAccessTest {

    private static final String ROUTE = "org.apache.camel:context=jolokia-test,name=\\\"probe\\\",type=routes";
    private static final String CONTEXT =
            "org.apache.camel:context=jolokia-test,name=\\\"jolokia-test\\\",type=context";

    private final Main main = new Main();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePort.find();

    @BeforeAll
    void start() {
        // This test is about the policy, not about the program's own settings.
        main.setPropertyPlaceholderLocations("classpath:none.properties;optional=true");
        main.addInitialProperty("camel.main.name", "jolokia-test");
        main.addInitialProperty("camel.main.autoConfigurationLogSummary", "false");
        main.addOverrideProperty("camel.opentelemetry2.enabled", "false");
        main.addInitialProperty("camel.management.enabled", "true");
        main.addInitialProperty("camel.management.port", Integer.toString(port));
        main.addInitialProperty("camel.management.jolokiaEnabled", "true");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:probe").routeId("probe").to("log:probe");
            }
        });
        main.start();
    }

    @AfterAll
    void stop() {
        main.stop();
    }

    @Test
    void routeCountersAreReadable() throws Exception {
        assertThat(read(ROUTE, "ExchangesTotal").path("value").asInt(-1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Uptime", "VmVersion"})
    void harmlessRuntimeFactsAreReadable(String attribute) throws Exception {
        assertThat(read("java.lang:type=Runtime", attribute).path("status").asInt())
                .isEqualTo(200);
    }

    @Test
    void memoryIsReadable() throws Exception {
        assertThat(read("java.lang:type=Memory", "HeapMemoryUsage")
                        .at("/value/used")
                        .asLong())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SystemProperties", "InputArguments"})
    void runtimeFactsThatMayHoldSecretsAreForbidden(String attribute) throws Exception {
        JsonNode answer = read("java.lang:type=Runtime", attribute);

        assertThat(answer.path("status").asInt()).isEqualTo(403);
        assertThat(answer.has("value")).isFalse();
    }

    @Test
    void readingEveryRuntimeFactGivesNoSecretAway() throws Exception {
        JsonNode answer = post("{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\"}");

        assertThat(answer.toString()).doesNotContain("user.home").doesNotContain("surefire");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"exec\",\"mbean\":\"" + ROUTE + "\",\"operation\":\"stop()\"}",
                "{\"type\":\"exec\",\"mbean\":\"" + CONTEXT
                        + "\",\"operation\":\"dumpRoutesAsXml(boolean)\",\"arguments\":[true]}",
                "{\"type\":\"exec\",\"mbean\":\"" + CONTEXT
                        + "\",\"operation\":\"sendStringBody(java.lang.String,java.lang.String)\",\"arguments\":[\"direct:probe\",\"x\"]}",
                "{\"type\":\"write\",\"mbean\":\"" + CONTEXT + "\",\"attribute\":\"Timeout\",\"value\":1}",
                "{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=DiagnosticCommand\",\"operation\":\"vmSystemProperties\"}",
                "{\"type\":\"read\",\"mbean\":\"java.util.logging:type=Logging\",\"attribute\":\"LoggerNames\"}"
            })
    void everythingElseIsForbidden(String request) throws Exception {
        assertThat(post(request).path("status").asInt()).isEqualTo(403);
    }

    @Test
    void routeStatisticsCanBeDumped() throws Exception {
        JsonNode answer = post("{\"type\":\"exec\",\"mbean\":\"" + CONTEXT
                + "\",\"operation\":\"dumpRoutesStatsAsXml(boolean,boolean)\",\"arguments\":[true,false]}");

        assertThat(answer.path("value").asText()).contains("probe");
    }

    private JsonNode read(String bean, String attribute) throws Exception {
        return post("{\"type\":\"read\",\"mbean\":\"" + bean + "\",\"attribute\":\"" + attribute + "\"}");
    }

    private JsonNode post(String request) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/observe/jolokia/"))
                        .POST(HttpRequest.BodyPublishers.ofString(request))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body());
    }
}
