package org.spotalert.channels.email;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.spotalert.platform.settings.HostNames;
import org.spotalert.platform.settings.SettingsReader;

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
        NONE;

        private static Tls parse(String text) {
            try {
                return valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("\"" + text + "\" is none of starttls, tls and none", unknown);
            }
        }
    }

    private static final String EMAIL = "spot.channel.email.";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Many servers look at the whole mail before they take it; RFC 5321, 4.5.3.2.6, would give them ten minutes. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    public static Supplier<SmtpProperties> read(SettingsReader reader) {
        Supplier<String> host = reader.required(EMAIL + "host", "the name of the mail server", HostNames::one);
        Supplier<Integer> port =
                reader.required(EMAIL + "port", "the port of the mail server", SettingsReader.number(1, 65_535));
        Supplier<Tls> tls = reader.required(EMAIL + "tls", "starttls, tls or none", Tls::parse);
        Optional<String> hello = reader.optional(EMAIL + "hello", HostNames::one);
        boolean login = !reader.text(EMAIL + "username").isEmpty();
        if (login && reader.text(EMAIL + "password").isEmpty()) {
            reader.problem(EMAIL + "password", "is missing; give the password of the SMTP user");
        }
        return () -> new SmtpProperties(
                host.get(),
                port.get(),
                tls.get(),
                hello.orElseGet(() -> EmailHeaders.domain(reader.text(EMAIL + "from"))),
                login,
                CONNECT,
                ANSWER);
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
