package org.spotalert.channels.servicenow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.template.Rendered;
import org.spotalert.model.Severity;

class ServiceNowTest {

    private final ServiceNow serviceNow =
            new ServiceNow(new ServiceNowSettings(3, ExtraFields.NONE, ExtraFields.NONE, Severity.WARNING));

    @Test
    void severityIsTheUrgency() {
        assertThat(serviceNow.ticket(Alerts.rebalance().message(), "").urgency())
                .isEqualTo(3);
        assertThat(serviceNow.ticket(Alerts.warning().message(), "").urgency()).isEqualTo(2);
        assertThat(serviceNow
                        .ticket(
                                Alerts.warning()
                                        .services(Alerts.service("one", 1, 100))
                                        .message(),
                                "")
                        .urgency())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"3, true", "2, false", "1, false", "0, false"})
    void urgencyIsRaisedAndNeverLowered(int urgency, boolean raised) {
        ServiceNow.Ticket ticket = serviceNow.ticket(Alerts.warning().message(), "");

        assertThat(serviceNow
                        .note(ticket, new ServiceNow.FoundIncident("0", "another", urgency))
                        .has("urgency"))
                .isEqualTo(raised);
    }

    @Test
    void keysAreNeverCut() {
        AlertMessage message = Alerts.after(18)
                .of(List.of(Alerts.in("a".repeat(300), "r", Alerts.warning().alert())));

        ServiceNow.Ticket ticket = serviceNow.ticket(message, "");

        assertThat(ticket.correlationId()).hasSize(36);
        assertThat(ticket.mark()).hasSizeLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[code]<b>", "\u6771\uD83D\uDE80"})
    void textStaysWithinItsColumnAndIsNoHtml(String suffix) {
        AlertMessage message = Alerts.after(18).of(Alerts.storm(500, suffix.repeat(300)));

        String text = serviceNow.ticket(message, Rendered.markdown(message)).text();

        assertThat(text)
                .hasSizeBetween(2_000, 4_000)
                .contains("500 Spot Instances", "more")
                .doesNotContain("[code]");
    }
}
