package org.spotalert.cli.dryrun;

import jakarta.mail.Authenticator;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;
import org.spotalert.cli.dryrun.Payload.Header;
import org.spotalert.cli.dryrun.Payload.Part;

/** What can be asked of an endpoint for mails without sending one. */
public final class Mail {

    private Mail() {}

    /** The mail that the endpoint would send, with everything decoded as a mail program shows it. */
    static Payload payload(MailEndpoint endpoint, Exchange exchange, String to) throws MessagingException, IOException {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            protected void updateMessageID() {
                // The route has set it; the library would replace it.
            }
        };
        endpoint.init();
        endpoint.getBinding().populateMailMessage(endpoint, mail, exchange);
        mail.saveChanges();
        List<Header> headers = new ArrayList<>();
        for (jakarta.mail.Header header : Collections.list(mail.getAllHeaders())) {
            String value = MimeUtility.decodeText(MimeUtility.unfold(header.getValue()));
            headers.add(new Header(header.getName(), value.replaceAll("\\s+", " ")));
        }
        List<Part> parts = new ArrayList<>();
        add(parts, mail.getContentType(), mail.getContent());
        return new Payload(to, headers, parts);
    }

    private static void add(List<Part> parts, String type, Object content) throws MessagingException, IOException {
        if (content instanceof Multipart several) {
            for (int index = 0; index < several.getCount(); index++) {
                BodyPart part = several.getBodyPart(index);
                add(parts, part.getContentType(), part.getContent());
            }
        } else {
            parts.add(new Part(type, String.valueOf(content)));
        }
    }

    /**
     * Connects to the endpoint's server and logs in, as it does before it sends.
     *
     * @return the server, as host and port
     */
    public static String logIn(MailEndpoint endpoint) throws MessagingException {
        MailConfiguration server = endpoint.getConfiguration();
        Authenticator authenticator = server.getAuthenticator();
        Session session = Session.getInstance(server.getJavaMailProperties(), authenticator);
        // Closing says QUIT to the server.
        try (Transport transport = session.getTransport(server.getProtocol())) {
            transport.connect(server.getHost(), server.getPort(), null, null);
            return server.getHost() + ":" + server.getPort();
        }
    }
}
