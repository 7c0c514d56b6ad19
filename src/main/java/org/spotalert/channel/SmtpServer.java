package org.spotalert.channel;

import jakarta.mail.PasswordAuthentication;
import java.util.Properties;
import org.apache.camel.component.mail.MailAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * The mail server that takes the alerts.
 *
 * @param username who logs in; null for a server that wants no login
 */
public record SmtpServer(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        Tls tls) {

    private static final String TIMEOUT_MILLIS = "10000";

    /** How the connection is encrypted. */
    public enum Tls {
        /** In the clear at first; the server must offer STARTTLS, or nothing is sent. */
        STARTTLS,
        /** From the first byte. */
        TLS,
        /** Not at all. */
        NONE
    }

    /** The settings of Jakarta Mail for this server. Without them it would wait for an answer for ever. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.auth", String.valueOf(username != null));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(tls == Tls.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(tls == Tls.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(tls == Tls.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }

    /** The login, kept out of every endpoint address. */
    public MailAuthenticator authenticator() {
        return new MailAuthenticator() {
            @Override
            public PasswordAuthentication getPasswordAuthentication() {
                // Camel asks for the user's name even where nobody logs in.
                return new PasswordAuthentication(username, password);
            }
        };
    }

    /** The server's address; the password is nobody's business. */
    @Override
    public String toString() {
        return host + ":" + port + " (" + tls + ")";
    }
}
