package org.spotalert.channels.email;

import java.time.Duration;
import java.util.Properties;

/**
 * The mail library's settings for one SMTP server, by the names of package {@code org.eclipse.angus.mail.smtp}.
 *
 * @param hello what the program calls itself after EHLO; many servers refuse a name that is not fully qualified
 * @param login whether the server asks for a user name and password
 * @param connect how long connecting, and each write, may take
 * @param answer how long the server may take over each answer; the library has no other limit for the last one, by which
 *     the server takes the mail. A mail as a whole may take as long as both
 */
public record SmtpProperties(
        String host, int port, Tls tls, String hello, boolean login, Duration connect, Duration answer) {

    /** How the connection is protected. */
    public enum Tls {
        /** Plain at first, then upgraded; a server that does not offer the upgrade gets no mail. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS,
        /** Not at all. */
        NONE
    }

    /** The settings as the mail library takes them; every value but the factory of sockets is a string. */
    public Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.localhost", hello);
        // One dead mailbox keeps the mail from nobody else.
        properties.setProperty("mail.smtp.sendpartial", "true");
        properties.setProperty("mail.smtp.auth", Boolean.toString(login));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls == Tls.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(tls == Tls.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls == Tls.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", Long.toString(connect.toMillis()));
        properties.setProperty("mail.smtp.writetimeout", Long.toString(connect.toMillis()));
        properties.setProperty("mail.smtp.timeout", Long.toString(answer.toMillis()));
        properties.put("mail.smtp.socketFactory", new TimedSocket.Factory(connect.plus(answer)));
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        return properties;
    }
}
