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

    private static boolean notified(Delivery... deliveries) {
        return new DeliveryReport(List.of(), List.of(deliveries))
                .received()
                .contains(ALERT.impact().interruption().subject());
    }

    @Test
    void somebodyWasNotifiedWhenAChannelOrItsFallbackHasTheAlert() {
        assertThat(notified(to("chat").sent(), to("email").failed(new Failure(FailureReason.REFUSED, "refused"))))
                .isTrue();
        assertThat(notified(to("chat").withPartition(new Partition(List.of(), List.of(ALERT), List.of()))))
                .isTrue();
        assertThat(notified(to("chat")
                        .failed(new Failure(FailureReason.REFUSED, "refused"))
                        .sentBy(to("email").sent())))
                .isTrue();
    }

    @Test
    void nobodyWasNotifiedWhenChannelsFailOrDoNotWantTheAlert() {
        assertThat(notified(to("chat").failed(new Failure(FailureReason.REFUSED, "refused"))))
                .isFalse();
        assertThat(notified(uninterested())).isFalse();
        assertThat(notified(uninterested(), to("chat").failed(new Failure(FailureReason.REFUSED, "refused"))))
                .isFalse();
    }
}
