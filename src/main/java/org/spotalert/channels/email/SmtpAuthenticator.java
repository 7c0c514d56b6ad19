package org.spotalert.channels.email;

import jakarta.mail.PasswordAuthentication;
import java.util.List;
import org.apache.camel.component.mail.MailAuthenticator;
import org.jspecify.annotations.Nullable;

/** Hands the mail server's user name and password over at login, so that neither is part of an endpoint address. */
public final class SmtpAuthenticator extends MailAuthenticator {

    private final @Nullable String username;
    private final @Nullable String password;

    /** Logs in with these; a null or empty user name means no login. */
    public SmtpAuthenticator(@Nullable String username, @Nullable String password) {
        boolean login = username != null && !username.isEmpty();
        this.username = login ? username : null;
        this.password = login ? password : null;
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(username, password);
    }

    /** What nobody may read where the server repeats it: the password, alone and as AUTH PLAIN sends it. */
    public List<String> secrets() {
        return username == null || password == null ? List.of() : List.of(password, "\0" + username + "\0" + password);
    }

    @Override
    public String toString() {
        return "SmtpAuthenticator[" + (username == null ? "no login" : "login") + "]";
    }
}
