package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.Events;

/** Who would receive the alert that is explained. */
class ExplainReceiversTest extends ExplainRun {

    @ParameterizedTest
    @CsvSource({
        "state-change, SPOT_EVENTS (spot.events) leaves state-change out",
        "container-instance-state-change, an event of another kind",
        "recovery-check, a message of the program to itself"
    })
    void whatNotifiesNobodyIsSaid(String event, String said) throws IOException {
        assertThat(explain(Events.text(event))).isZero();

        assertThat(out.toString()).startsWith(said);
    }

    @Test
    void severityAndReceiversAreExplainedWithTheirConditions() throws IOException {
        properties.put("spot.channel.chat.fallback", "pager");
        channels = List.of(
                channel("sns", ""),
                channel("chat", "cluster=blue, severity>=critical"),
                channel("mail", "service=search"),
                channel("pager", ""));
        String lost = FACTS.replace("\"running\": 4", "\"running\": 2");

        assertThat(explain(
                        Events.text("interruption-warning-terminate"),
                        "--offline",
                        facts(lost).toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().replaceAll(" +", " ")).endsWith("""
                        SEVERITY critical

                        CHANNEL RECEIVES CONDITION
                        chat yes cluster=blue, severity>=critical
                        mail no service=search
                        pager only as a fallback none: every alert
                        sns yes none: every alert
                        """);
    }

    @Test
    void alertThatNoChannelWantsIsForTheDefaultOrForNobody() throws IOException {
        channels = List.of(channel("mail", "service=search"));
        String facts = facts(FACTS).toString();

        explain(Events.text("interruption-warning-terminate"), "--offline", facts);
        assertThat(out.toString())
                .endsWith("NOBODY would be notified: no channel wants the alert, and there is no"
                        + " spot.channel.default\n");

        properties.put("spot.channel.default", "mail");
        explain(Events.text("interruption-warning-terminate"), "--offline", facts);
        assertThat(out.toString().replaceAll(" +", " ")).endsWith("mail as the default service=search\n");
    }
}
