package org.spotalert.channels.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.template.Rendered;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;

class SmsTest {

    /** GSM 03.38 (3GPP TS 23.038), table 6.2.1 without line breaks and the escape to its extension. */
    private static final String GSM_7 =
            "[@\u00A3$\u00A5\u00E8\u00E9\u00F9\u00EC\u00F2\u00C7\u00D8\u00F8\u00C5\u00E5\u0394_\u03A6\u0393\u039B\u03A9"
                    + "\u03A0\u03A8\u03A3\u0398\u039E\u00C6\u00E6\u00DF\u00C9 -#\u00A4%-?\u00A1A-Z\u00C4\u00D6\u00D1\u00DC\u00A7\u00BFa-z\u00E4\u00F6\u00F1\u00FC\u00E0]{20,148}";

    private final Sms sms = new Sms();

    private String of(AlertMessage message) {
        return sms.text(Rendered.sms(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u6771\uD83D\uDE80", "&<>[]{}|~^\u20AC\\", "x", "-y", "a b", "\u202E\u0000\n"})
    void anyMessageIsOneSmsThatEveryTelephoneReads(String suffix) {
        String names = suffix.repeat(300);

        for (AlertMessage message : List.of(
                Alerts.warning()
                        .name(names)
                        .services(500, "s" + names)
                        .partial("p" + names)
                        .message(),
                Alerts.warning().services(Alerts.service("s" + names, 3, 100)).message(),
                Alerts.after(18).of(Alerts.storm(1_000, names)),
                Alerts.unknown(names).message(),
                Alerts.after(180).of(List.of(Alerts.recovered(), Alerts.about(2, Alerts.recovered()))))) {
            assertThat(of(message)).matches(GSM_7);
        }
    }

    @Test
    void namesAsManyServicesAsFitAndCountsTheOthers() {
        List<AffectedService> services =
                List.of("checkout", "search", "cart", "payments", "mailer", "invoices", "import").stream()
                        .map(name -> Alerts.service(name, 3, 100))
                        .toList();

        assertThat(of(Alerts.warning()
                        .services(services.toArray(AffectedService[]::new))
                        .message()))
                .isEqualTo(
                        "WARNING cart 2 of 3 left (needs 3), checkout 2 of 3 left (needs 3), import 2 of 3 left (needs 3), +4"
                                + " - Spot reclaim in blue 08:17 UTC");
    }

    @Test
    void keepsClusterAndTimeWhereNamesAreLong() {
        Alert alert = Alerts.warning()
                .services(
                        Alerts.service("checkout-of-the-european-shop-for-business-customers-blue", 3, 100),
                        Alerts.service("s".repeat(255), 3, 100))
                .alert();

        assertThat(of(Alerts.after(18).of(List.of(alert))))
                .startsWith("WARNING checkout-of-")
                .endsWith(" in blue 08:17 UTC");
    }

    @ParameterizedTest
    @CsvSource({
        "caf\u00E9 \u010Dez\u00F1a, caf\u00E9 cez\u00F1a",
        "a\u2026 b\u2013c, a... b?c",
        "\u6771 [x], ? ?x?",
        "\uFB01x \u00BD, fix 1?2"
    })
    void charactersOfOtherAlphabetsAreFoldedOrReplaced(String text, String written) {
        assertThat(sms.text(text)).isEqualTo(written);
    }

    @Test
    void firstLineThatFitsIsSent() {
        assertThat(sms.text("a".repeat(149) + "\n\n short \nshorter")).isEqualTo("short");
        assertThat(sms.text("a ".repeat(149))).hasSize(148).endsWith("..");
        assertThat(sms.text("")).isEmpty();
    }
}
