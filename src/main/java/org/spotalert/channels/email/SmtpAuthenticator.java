package org.spotalert.channels.email;

import jakarta.mail.PasswordAuthentication;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.component.mail.MailAuthenticator;
import org.jspecify.annotations.Nullable;

/** Hands the mail server's user name and password over at login, so that neither is part of an endpoint address. */
public final class SmtpAuthenticator extends MailAuthenticator {

    private final Supplier<PasswordAuthentication> login;

    /** Logs in with these; a null or empty user name means no login. */
    public SmtpAuthenticator(@Nullable String username, @Nullable String password) {
        this(() -> login(username, password));
    }

    /** Logs in with what is given for each mail. */
    SmtpAuthenticator(Supplier<PasswordAuthentication> login) {
        this.login = login;
    }

    static PasswordAuthentication login(@Nullable String username, @Nullable String password) {
        return username == null || username.isEmpty()
                ? new PasswordAuthentication(null, null)
                : new PasswordAuthentication(username, password);
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return login.get();
    }

    /** What nobody may read where the server repeats it: the password, alone and as AUTH PLAIN sends it. */
    public List<String> secrets() {
        PasswordAuthentication now = login.get();
        return now.getUserName() == null || now.getPassword() == null
                ? List.of()
                : List.of(now.getPassword(), "\0" + now.getUserName() + "\0" + now.getPassword());
    }

    @Override
    public String toString() {
        return "SmtpAuthenticator[" + (login.get().getUserName() == null ? "no login" : "login") + "]";
    }
}
