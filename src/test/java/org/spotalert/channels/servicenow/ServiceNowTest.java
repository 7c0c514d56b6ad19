package org.spotalert.channels.servicenow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.channels.incident.ExtraFields;
import org.spotalert.channels.incident.IncidentThreshold;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.Severity;
import org.spotalert.platform.text.WholeLines;

class ServiceNowTest {

    private final ServiceNow serviceNow = new ServiceNow(
            new ServiceNowSettings(3, ExtraFields.NONE, ExtraFields.NONE, new IncidentThreshold(Severity.WARNING)));

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
    @CsvSource({"10, 10", "100, 100", "1000, 1000", "5, 100"})
    void textKeepsWholeLines(int lines, int longest) {
        String text =
                IntStream.range(0, lines).mapToObj(n -> "line " + n + "\n").collect(Collectors.joining());

        String fitting = WholeLines.fit(text, longest);

        assertThat(fitting.length()).isLessThanOrEqualTo(Math.max(longest, 32));
        long kept = fitting.lines().filter(line -> line.startsWith("line ")).count();
        assertThat(fitting.equals(text) || fitting.endsWith("and " + (lines - kept) + " more lines\n"))
                .isTrue();
    }
}
