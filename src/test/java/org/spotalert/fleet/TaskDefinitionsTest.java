package org.spotalert.fleet;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.AffectedService;

/** How long tasks may take to stop: the fleet snapshot reads it in task definitions. */
class TaskDefinitionsTest extends EcsAnswers {

    private static final String DEFINITION = ARN + "task-definition/web:1";

    private @Nullable Integer stopTimeout(ResponseDefinitionBuilder answer) {
        Row host = new Row("a", ID, "ACTIVE", true, 1, 0);
        known(List.of(host));
        tasks(host, "STOPPED", List.of());
        ecs.stubFor(action("ListTasks").atPriority(10).willReturn(okJson("{\"taskArns\":[\"" + task("1") + "\"]}")));
        describesTasks(List.of(host.runs("1", "service:web", "RUNNING", "RUNNING")), List.of());
        ecs.stubFor(action("DescribeServices").willReturn(okJson("""
                        {"services":[{"serviceName":"web","status":"ACTIVE","desiredCount":3,"runningCount":3,
                        "taskDefinition":"%s"}]}""".formatted(DEFINITION))));
        ecs.stubFor(action("DescribeTaskDefinition").willReturn(answer));
        remember(1, 1);
        lookups.rotation().refresh();

        assertThat(lookups.rotation().warning()).isEmpty();
        return impact(ID).services().stream()
                .map(AffectedService::stopTimeout)
                .toList()
                .get(0);
    }

    private static ResponseDefinitionBuilder refused(String code) {
        return okJson("{\"__type\":\"" + code + "\",\"message\":\"no\"}").withStatus(400);
    }

    private void assertAsked(int times) {
        ecs.verify(
                times,
                postRequestedFor(anyUrl())
                        .withHeader(
                                "X-Amz-Target", equalTo("AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition")));
    }

    @ParameterizedTest
    @CsvSource({"'{\"stopTimeout\":300},{}', 300", "'{\"stopTimeout\":2},{}', 30", "'{\"stopTimeout\":2}', 2"})
    void alertKnowsHowLongTheSlowestContainerMayTake(String containers, int seconds) {
        assertThat(stopTimeout(okJson("{\"taskDefinition\":{\"containerDefinitions\":[" + containers + "]}}")))
                .isEqualTo(seconds);
        assertAsked(1);
    }

    @Test
    void deletedRevisionIsAskedAboutOnce() {
        assertThat(stopTimeout(refused("ClientException"))).isNull();
        assertAsked(1);
    }

    @Test
    void alertsGoOnWithoutTheRight() {
        assertThat(stopTimeout(refused("AccessDeniedException"))).isNull();
        assertAsked(2);
    }
}
