package org.spotalert.channel.mail;

import java.time.Duration;
import java.util.Properties;

/**
 * The mail library's settings for one SMTP server, by the names of package {@code org.eclipse.angus.mail.smtp}.
 *
 * @param login whether the server asks for a user name and password
 * @param timeout how long connecting, and each read and write, may take
 */
public record SmtpProperties(String host, int port, Tls tls, boolean login, Duration timeout) {

    /** How the connection is protected. */
    public enum Tls {
        /** Plain at first, then upgraded; a server that does not offer the upgrade gets no mail. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS,
        /** Not at all. */
        NONE
    }

    /** The settings as the mail library takes them; every value is a string. */
    public Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        // One dead mailbox keeps the mail from nobody else.
        properties.setProperty("mail.smtp.sendpartial", "true");
        properties.setProperty("mail.smtp.auth", Boolean.toString(login));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls == Tls.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(tls == Tls.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls == Tls.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        String milliseconds = Long.toString(timeout.toMillis());
        properties.setProperty("mail.smtp.connectiontimeout", milliseconds);
        properties.setProperty("mail.smtp.timeout", milliseconds);
        properties.setProperty("mail.smtp.writetimeout", milliseconds);
        return properties;
    }
}
