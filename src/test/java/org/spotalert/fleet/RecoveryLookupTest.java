package org.spotalert.fleet;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.spotalert.fleet.RecoveryLookup.EcsRef;
import org.spotalert.fleet.RecoveryLookup.Result;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;

/** What a check asks of ECS about all incidents that are watched. */
class RecoveryLookupTest extends EcsAnswers {

    private static EcsRef service(@Nullable String account, int number) {
        return new EcsRef(account, "eu-west-1", "blue", "s" + number);
    }

    @Test
    void allThatIsWatchedInAClusterIsAskedForTogether() {
        ecs.stubFor(action("DescribeServices")
                .willReturn(okJson("{\"services\":[{\"serviceName\":\"s0\",\"status\":\"ACTIVE\",\"desiredCount\":3,"
                        + "\"runningCount\":2,\"pendingCount\":0}],\"failures\":"
                        + list(IntStream.range(1, 12)
                                .mapToObj("{\"arn\":\"service/blue/s%d\",\"reason\":\"MISSING\"}"::formatted))
                        + "}")));
        Set<EcsRef> watched = IntStream.range(0, 24)
                .mapToObj(each -> service(each < 12 ? null : "123456789012", each % 12))
                .collect(Collectors.toSet());

        Result result = new RecoveryLookup(
                        clients.credentials(), clients.lookups(TIMEOUT, 50, 10), TIMEOUT, Clock.systemUTC())
                .check(watched, List.of());

        assertThat(result.problems()).isEmpty();
        assertThat(result.services()).hasSize(24);
        assertThat(result.services())
                .containsEntry(service(null, 11), ServiceSnapshot.GONE)
                .hasEntrySatisfying(
                        service("123456789012", 0),
                        snapshot -> assertThat(snapshot.status())
                                .extracting(ServiceStatus::running)
                                .isEqualTo(2));
        ecs.verify(2, postRequestedFor(urlEqualTo("/")));
    }
}
