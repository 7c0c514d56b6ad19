package org.spotalert.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.apache.camel.component.mail.MailAuthenticator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;

class SmtpPropertiesTest {

    private static final String HELLO = "example.com";

    @ParameterizedTest
    @CsvSource({"STARTTLS, true, false", "TLS, false, true", "NONE, false, false"})
    void modeDecidesHowTheConnectionIsProtected(SmtpProperties.Tls tls, String upgraded, String implicit) {
        Properties properties = new SmtpProperties(
                        "mail.example.com", 587, tls, HELLO, true, Duration.ofSeconds(10), Duration.ofSeconds(30))
                .toProperties();

        assertThat(properties)
                .containsEntry("mail.smtp.starttls.enable", upgraded)
                .containsEntry("mail.smtp.starttls.required", upgraded)
                .containsEntry("mail.smtp.ssl.enable", implicit)
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true")
                .containsEntry("mail.smtp.localhost", HELLO)
                .containsEntry("mail.smtp.auth", "true")
                .containsEntry("mail.smtp.connectiontimeout", "10000")
                .containsEntry("mail.smtp.timeout", "30000")
                .containsEntry("mail.smtp.writetimeout", "10000");
    }

    @Test
    void noUserNameMeansNoLogin() {
        MailAuthenticator nobody = EmailBeans.authenticator(() -> EmailBeans.login("", "password"));

        assertThat(nobody.getPasswordAuthentication().getUserName()).isNull();
        assertThat(nobody.getPasswordAuthentication().getPassword()).isNull();
    }

    @Test
    void textOfTheAuthenticatorHidesTheLogin() {
        String text = EmailBeans.authenticator(() -> EmailBeans.login("somebody", "password"))
                .toString();

        assertThat(text).doesNotContain("somebody", "password");
    }

    @Test
    void mailHeadersHoldNoLineBreakAndFitTheirLimit() {
        EmailHeaders headers = new EmailHeaders("Alerts <alerts@Example.com>", "pre\r\nX: y", "");
        AlertMessage message = Alerts.unknown("x").message();

        assertThat(headers.subject(message)).startsWith("pre X: y WARNING").hasSizeLessThanOrEqualTo(200);
        assertThat(headers.threadId(message)).isEqualTo("<spot.unknown.eu-west-1." + Alerts.ID + "@example.com>");
        assertThat(headers.messageId(message)).contains(".interruption_warning.20261120081542@");
    }
}
