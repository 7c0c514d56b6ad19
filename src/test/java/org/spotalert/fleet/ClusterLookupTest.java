package org.spotalert.fleet;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.enrich.Enricher;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;

/** The lookup of clusters that are not there, against ECS's own refusal. */
class ClusterLookupTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Cluster ABSENT = new Cluster("prodution");

    private final WireMockServer ecs = new WireMockServer(wireMockConfig().dynamicPort());
    private AwsClients clients;
    private Enricher impacts;

    @BeforeEach
    void start() {
        ecs.start();
        ecs.stubFor(post(urlEqualTo("/"))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withBody("{\"__type\":\"ClusterNotFoundException\",\"message\":\"Cluster not found.\"}")));
        System.setProperty("aws.endpointUrl", ecs.baseUrl());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        clients = new AwsClients(new AwsSettings("eu-west-1", null));
        impacts = new Enricher(
                Clock.systemUTC(), Clock.systemUTC(), TIMEOUT, clients.credentials(), Fleets.empty(), Fleets.SETTINGS);
    }

    @AfterEach
    void stop() {
        clients.close();
        ecs.stop();
        List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey").forEach(System::clearProperty);
    }

    private ClusterLookup lookup(List<Cluster> configured) {
        return Fleets.lookups(configured, clients.lookups(TIMEOUT, 50, 10)).clusters();
    }

    private LookupResult begun() {
        return impacts.begin(List.of(Samples.notice()
                        .eventId("event")
                        .account(null)
                        .noticedAt(Instant.now())
                        .interruption()))
                .get(0);
    }

    private Completeness completeness(LookupResult found) {
        return impacts.finish(List.of(found)).get(0).completeness();
    }

    @Test
    void configuredClusterThatDoesNotExistLeavesTheImpactUnknown() {
        ClusterLookup lookup = lookup(List.of(ABSENT));

        LookupResult found = lookup.search(lookup.lookUpKnown(begun()));

        ecs.verify(0, postRequestedFor(anyUrl()).withHeader("X-Amz-Target", containing(".ListClusters")));
        assertThat(completeness(found).reason())
                .isEqualTo("cluster prodution could not be asked about the instance (it does not exist; see"
                        + " spot.clusters)");
    }

    @Test
    void clusterThatIsDeletedAfterItWasListedIsNoProblem() {
        ecs.stubFor(post(urlEqualTo("/"))
                .withHeader("X-Amz-Target", containing(".ListClusters"))
                .willReturn(okJson("{\"clusterArns\":[\"" + ABSENT.reference() + "\"]}")));

        LookupResult found = lookup(List.of()).search(begun());

        ecs.verify(1, postRequestedFor(anyUrl()).withHeader("X-Amz-Target", containing(".ListContainerInstances")));
        assertThat(completeness(found).partial()).isFalse();
    }
}
