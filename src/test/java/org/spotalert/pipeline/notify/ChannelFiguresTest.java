package org.spotalert.pipeline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.notify.routing.Condition;
import org.spotalert.pipeline.notify.routing.RunningChannel;

class ChannelFiguresTest {

    private static final List<Alert> ALERTS = List.of(Sent.alert(Samples.id(1)), Sent.alert(Samples.id(2)));

    private final MeterRegistry metrics = new SimpleMeterRegistry();

    private final DeliveryMeters meters = new DeliveryMeters(() -> metrics, Clock.systemUTC());

    private double count(String channel, String outcome) {
        return metrics.get("spot.alerts").tags("channel", channel, "outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void countersBeginAtZeroWithTheTagsThatTheyHaveLater() throws Exception {
        Channels channels = new Channels(
                () -> List.of(running("sns"), running("email")),
                property -> Optional.ofNullable(
                        Map.of("spot.channel.sns.fallback", "email").get(property)),
                Set::of);
        CamelContext context = new DefaultCamelContext();
        try {
            context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, metrics);
            context.addStartupListener(new ChannelFigures(channels, meters));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:count")
                            .to("micrometer:counter:spot.events.received")
                            .to("micrometer:counter:spot.events.foreign")
                            .to("micrometer:counter:spot.alerts.suppressed?tags.rule=SILENCE");
                }
            });
            context.start();

            assertThat(count("sns", "failed")).isZero();
            assertThat(count("email", "sent")).isZero();
            assertThat(metrics.get("spot.events.received").counter().count()).isZero();
            assertThat(metrics.get("spot.alerts.suppressed").counters())
                    .extracting(counter -> counter.getId().getTag("rule"))
                    .contains("NOT_IN_ECS", "NO_TASKS_LOST", "SILENCE")
                    .doesNotContain("TASKS_LOST", "IMPACT_UNKNOWN");
            int before = metrics.getMeters().size();
            context.createProducerTemplate().sendBody("direct:count", "sns");
            meters.failed("sns", ALERTS, new Failure(FailureReason.REFUSED, "HTTP 404 Not Found"));
            assertThat(metrics.getMeters()).hasSize(before);
        } finally {
            context.stop();
        }

        assertThat(metrics.get("spot.alerts").tag("reason", "REFUSED").counters())
                .extracting(Counter::count)
                .containsExactlyInAnyOrder(2.0, 0.0);
    }

    private static RunningChannel running(String name) {
        return new RunningChannel("direct://channel-" + name, Condition.parse(""));
    }
}
