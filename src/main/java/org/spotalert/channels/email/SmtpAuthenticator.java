package org.spotalert.channels.email;

import jakarta.mail.PasswordAuthentication;
import java.util.function.Supplier;
import org.apache.camel.component.mail.MailAuthenticator;

/** Hands the mail server's user name and password over at login, so that neither is part of an endpoint address. */
public final class SmtpAuthenticator extends MailAuthenticator {

    private final Supplier<PasswordAuthentication> login;

    /** Logs in with what is given for each mail. */
    SmtpAuthenticator(Supplier<PasswordAuthentication> login) {
        this.login = login;
    }

    /** A login; none without a user name. */
    static PasswordAuthentication login(String username, String password) {
        return username.isEmpty()
                ? new PasswordAuthentication(null, null)
                : new PasswordAuthentication(username, password);
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return login.get();
    }

    @Override
    public String toString() {
        return "SmtpAuthenticator[" + (login.get().getUserName() == null ? "no login" : "login") + "]";
    }
}
