package org.spotalert.channels.email;

import jakarta.mail.PasswordAuthentication;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.component.mail.MailAuthenticator;
import org.spotalert.channels.kind.ChannelKind;
import org.spotalert.platform.settings.SettingsReader;

/** Channels for e-mail, each with recipients of its own; the others use server and sender of the first one. */
public final class EmailBeans implements ChannelKind {

    private static final int MOST_RECIPIENTS = 100;

    @Override
    public String name() {
        return "email";
    }

    @Override
    public void check(SettingsReader reader, String prefix) {
        requiresFirst(reader, prefix);
        reader.required(
                prefix + "to",
                "the recipients' addresses, separated by commas",
                text -> addresses(text, MOST_RECIPIENTS));
        reader.optional(prefix + "cc", text -> addresses(text, MOST_RECIPIENTS));
        reader.optional(prefix + "bcc", text -> addresses(text, MOST_RECIPIENTS));
        reader.ifGiven(prefix + "messages-per-minute", "the most mails in a minute", SettingsReader.number(1, 6000));
    }

    @Override
    public Consumer<ChannelKind.Parts> read(SettingsReader reader, boolean enabled) {
        Consumer<ChannelKind.Parts> all = parts -> parts.bind("partialMail", new PartialMail());
        return enabled ? all.andThen(readFirst(reader)) : all;
    }

    private static Consumer<ChannelKind.Parts> readFirst(SettingsReader reader) {
        Supplier<SmtpProperties> server = SmtpProperties.read(reader);
        Supplier<EmailHeaders> headers = EmailHeaders.read(reader);
        return parts -> {
            parts.bind("smtpProperties", server.get().toProperties());
            parts.bind("smtpAuthenticator", authenticator(() -> parts.read(now -> () -> login(now))));
            parts.bind("emailHeaders", headers.get());
        };
    }

    /** Hands user name and password over at login, as they are then, so that neither is part of an endpoint address. */
    static MailAuthenticator authenticator(Supplier<PasswordAuthentication> login) {
        return new MailAuthenticator() {
            @Override
            public PasswordAuthentication getPasswordAuthentication() {
                return login.get();
            }
        };
    }

    private static PasswordAuthentication login(SettingsReader reader) {
        String email = ChannelKind.prefix("email");
        return login(reader.text(email + "username"), reader.text(email + "password"));
    }

    /** A login; none without a user name. */
    static PasswordAuthentication login(String username, String password) {
        return username.isEmpty()
                ? new PasswordAuthentication(null, null)
                : new PasswordAuthentication(username, password);
    }

    /** The password, alone and as AUTH PLAIN sends it. */
    @Override
    public List<String> secrets(SettingsReader reader) {
        PasswordAuthentication now = login(reader);
        return now.getUserName() == null
                ? List.of()
                : List.of(now.getPassword(), "\0" + now.getUserName() + "\0" + now.getPassword());
    }

    static String address(String text) {
        addresses(text, 1);
        return text;
    }

    private static List<InternetAddress> addresses(String text, int most) {
        try {
            List<InternetAddress> addresses = List.of(InternetAddress.parse(text, true));
            for (InternetAddress address : addresses) {
                address.validate();
            }
            if (addresses.isEmpty() || addresses.size() > most) {
                throw new IllegalArgumentException("\"" + text + "\" does not hold from 1 to " + most + " addresses");
            }
            return addresses;
        } catch (AddressException malformed) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an e-mail address: " + malformed.getMessage(), malformed);
        }
    }
}
