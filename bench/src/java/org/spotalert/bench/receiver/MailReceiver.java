package org.spotalert.bench.receiver;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.spotalert.local.FreePort;

/** A mail server whose mailbox hands on every mail's text as it comes. */
public final class MailReceiver implements AutoCloseable {

    /** The one address that the mails go to. */
    public static final String ADDRESS = "on-call@example.org";

    private final GreenMail server = new GreenMail(new ServerSetup(FreePort.find(), "127.0.0.1", "smtp"));
    private final Consumer<String> mailbox;
    private final GreenMailUser user;

    /**
     * Starts to listen.
     *
     * @param mailbox gets the text of every mail
     */
    public MailReceiver(Consumer<String> mailbox) {
        this.mailbox = mailbox;
        server.start();
        this.user = server.setUser(ADDRESS, "bench");
        server.getUserManager().setMessageDeliveryHandler(this::deliver);
    }

    /** The port of its SMTP server. */
    public int port() {
        return server.getSmtp().getPort();
    }

    /** GreenMail asks which mailbox a mail goes to; by then it has all of it. */
    private GreenMailUser deliver(MovingMessage mail, MailAddress recipient) throws MessagingException {
        try {
            mailbox.accept(text(mail.getMessage()));
            return user;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        Object content = part.getContent();
        if (!(content instanceof Multipart parts)) {
            return content instanceof String text ? text : "";
        }
        StringBuilder all = new StringBuilder();
        for (int number = 0; number < parts.getCount(); number++) {
            BodyPart each = parts.getBodyPart(number);
            all.append(text(each)).append('\n');
        }
        return all.toString();
    }

    @Override
    public void close() {
        server.stop();
    }
}
