package org.spotalert.pipeline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog.Partition;

class DeliveryReportTest {

    private static final Alert ALERT = Sent.alert();

    private static Delivery to(String channel) {
        return Delivery.of(channel, "direct:" + channel, null, List.of(ALERT));
    }

    private static Delivery uninterested() {
        return Delivery.of("sns", "direct:sns", null, List.of()).without(List.of(ALERT));
    }

    private static boolean told(Delivery... deliveries) {
        return new DeliveryReport(List.of(deliveries))
                .told()
                .contains(ALERT.impact().interruption().subject());
    }

    @Test
    void somebodyWasToldWhenAChannelOrItsFallbackHasTheAlert() {
        assertThat(told(to("chat").sentAfter(1), to("email").failed(new Failure(FailureReason.REFUSED, "refused"), 1)))
                .isTrue();
        assertThat(told(to("chat").withPartition(new Partition(List.of(), List.of(ALERT), List.of()))))
                .isTrue();
        assertThat(told(to("chat")
                        .failed(new Failure(FailureReason.REFUSED, "refused"), 1)
                        .toldBy(to("email").sentAfter(1))))
                .isTrue();
    }

    @Test
    void nobodyWasToldWhenChannelsFailOrDoNotWantTheAlert() {
        assertThat(told(to("chat").failed(new Failure(FailureReason.REFUSED, "refused"), 1)))
                .isFalse();
        assertThat(told(uninterested())).isFalse();
        assertThat(told(uninterested(), to("chat").failed(new Failure(FailureReason.REFUSED, "refused"), 1)))
                .isFalse();
    }
}
