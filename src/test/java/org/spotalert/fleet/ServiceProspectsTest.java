package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.Prospects;
import org.spotalert.model.Prospects.Rollout;
import org.spotalert.model.Prospects.Unplaced;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

class ServiceProspectsTest {

    private static final Instant AT = Instant.parse("2026-11-20T08:15:42Z");
    private static final String STEADY = "(service web) has reached a steady state.";

    private static Service.Builder events(String... messages) {
        return Service.builder()
                .events(Stream.of(messages)
                        .map(message -> ServiceEvent.builder()
                                .message(message)
                                .createdAt(AT)
                                .build())
                        .toList());
    }

    private static Service.Builder deployments(String... states) {
        return Service.builder()
                .deployments(Stream.of(states)
                        .map(state -> Deployment.builder().rolloutState(state).build())
                        .toList());
    }

    private static Service.Builder strategy(String... providers) {
        return Service.builder()
                .capacityProviderStrategy(Stream.of(providers)
                        .map(provider -> CapacityProviderStrategyItem.builder()
                                .capacityProvider(provider)
                                .build())
                        .toList());
    }

    @Test
    void serviceThatSaysNothingHasNoProspects() {
        assertThat(ServiceProspects.of(Service.builder().build())).isEqualTo(Prospects.UNKNOWN);
        assertThat(ServiceProspects.of(
                        Service.builder().events(ServiceEvent.builder().build()).build()))
                .isEqualTo(Prospects.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 1a) has insufficient CPU units available. For more information, see the guide. | no container instance met all of its requirements
            (service web) was unable to place a task because no container instance met all of its requirements.                     | no container instance met all of its requirements
            (service web) was unable to place a task because no container instances were found in your cluster                      | no container instances were found in your cluster
            (service web) was unable to place a task. Reason: Capacity is unavailable at this time.                                 | ECS does not say why
            """)
    void reasonIsECSsOwn(String message, String reason) {
        assertThat(ServiceProspects.of(events(message, STEADY).build()).unplaced())
                .isEqualTo(new Unplaced(reason, AT));
    }

    @Test
    void steadyStateEndsIt() {
        assertThat(ServiceProspects.of(events(
                                        "(service web) has begun draining connections on 1 tasks.",
                                        STEADY,
                                        "(service web) was unable to place a task because of ports.")
                                .build())
                        .unplaced())
                .isNull();
    }

    @Test
    void deploymentsStandAsTheWorstOfThem() {
        assertThat(ServiceProspects.of(deployments("COMPLETED").build()).rollout())
                .isEqualTo(Rollout.NONE);
        assertThat(ServiceProspects.of(deployments("IN_PROGRESS", "COMPLETED").build())
                        .rollout())
                .isEqualTo(Rollout.IN_PROGRESS);
        assertThat(ServiceProspects.of(deployments("IN_PROGRESS", "FAILED").build())
                        .rollout())
                .isEqualTo(Rollout.FAILED);
    }

    @Test
    void capacityIsWhatTheStrategyNames() {
        Prospects spot = ServiceProspects.of(strategy("FARGATE_SPOT").build());
        Prospects mixed =
                ServiceProspects.of(strategy("FARGATE_SPOT", "FARGATE").build());

        assertThat(spot.allSpot()).isTrue();
        assertThat(mixed.allSpot()).isFalse();
        assertThat(mixed.providers()).isEqualTo(List.of("FARGATE", "FARGATE_SPOT"));
        assertThat(ServiceProspects.of(Service.builder()
                                .availabilityZoneRebalancing("ENABLED")
                                .build())
                        .rebalancesZones())
                .isTrue();
    }
}
