package org.spotalert.channels.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

class EventBusTest {

    @Test
    void detailOfAnEventIsShownAsJson() {
        PutEventsRequest request = PutEventsRequest.builder()
                .entries(PutEventsRequestEntry.builder()
                        .source("s")
                        .detailType("t")
                        .detail("{\"id\":1}")
                        .eventBusName("b")
                        .time(Instant.EPOCH)
                        .build())
                .build();

        assertThat(EventBus.text(request))
                .contains("{\"Entries\":[{\"Time\":\"1970-01-01T00:00:00Z\",\"Source\":\"s\",\"DetailType\":\"t\","
                        + "\"Detail\":{\"id\":1},\"EventBusName\":\"b\"}]}");
        assertThat(EventBus.text("another body")).isEmpty();
    }
}
