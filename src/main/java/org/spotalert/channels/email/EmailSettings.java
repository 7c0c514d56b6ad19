package org.spotalert.channels.email;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.spotalert.platform.settings.HostNames;
import org.spotalert.platform.settings.SettingsReader;

/** How mails are sent. */
public record EmailSettings(SmtpProperties server, EmailHeaders headers) {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Many servers look at the whole mail before they take it; RFC 5321, 4.5.3.2.6, would give them ten minutes. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final String EMAIL = "spot.channel.email.";

    public static Supplier<EmailSettings> read(SettingsReader reader) {
        Supplier<String> host = reader.required(EMAIL + "host", "the name of the mail server", HostNames::one);
        Supplier<Integer> port =
                reader.required(EMAIL + "port", "the port of the mail server", SettingsReader.number(1, 65_535));
        Supplier<SmtpProperties.Tls> tls = reader.required(EMAIL + "tls", "starttls, tls or none", EmailSettings::tls);
        Supplier<String> from = reader.required(EMAIL + "from", "the sender's address", EmailBeans::address);
        Optional<String> hello = reader.optional(EMAIL + "hello", HostNames::one);
        boolean login = !reader.text(EMAIL + "username").isEmpty();
        if (login && reader.text(EMAIL + "password").isEmpty()) {
            reader.problem(EMAIL + "password", "is missing; give the password of the SMTP user");
        }
        return () -> new EmailSettings(
                new SmtpProperties(
                        host.get(),
                        port.get(),
                        tls.get(),
                        hello.orElseGet(() -> EmailHeaders.domain(from.get())),
                        login,
                        CONNECT,
                        ANSWER),
                new EmailHeaders(from.get(), reader.text(EMAIL + "subject-prefix"), reader.text(EMAIL + "subject")));
    }

    static SmtpAuthenticator authenticator(SettingsReader reader) {
        return new SmtpAuthenticator(reader.text(EMAIL + "username"), reader.text(EMAIL + "password"));
    }

    private static SmtpProperties.Tls tls(String text) {
        try {
            return SmtpProperties.Tls.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("\"" + text + "\" is none of starttls, tls and none", unknown);
        }
    }
}
