package org.spotalert.bench.contender;

import static org.spotalert.bench.contender.BareClients.environment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import software.amazon.awssdk.services.sns.SnsClient;

/** Sends a text to the three channels with nothing but their clients. */
final class BareChannels {

    private final SnsClient sns;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Session mail;

    BareChannels(SnsClient sns) {
        this.sns = sns;
        Properties properties = new Properties();
        properties.put("mail.smtp.host", environment("SMTP_HOST"));
        properties.put("mail.smtp.port", environment("SMTP_PORT"));
        this.mail = Session.getInstance(properties);
    }

    void publish(String text) {
        sns.publish(request -> request.topicArn(environment("SNS_TOPIC_ARN"))
                .subject("Spot interruption")
                .message(text));
    }

    void post(String text) throws IOException, InterruptedException {
        String body = JsonNodeFactory.instance.objectNode().put("text", text).toString();
        int status = http.send(
                        HttpRequest.newBuilder(URI.create(environment("GOOGLE_CHAT_WEBHOOK")))
                                .header("Content-Type", "application/json; charset=UTF-8")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new IOException("Google Chat answered " + status);
        }
    }

    void mail(String text) throws MessagingException {
        MimeMessage message = new MimeMessage(mail);
        message.setFrom(new InternetAddress(environment("EMAIL_FROM")));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(environment("EMAIL_TO")));
        message.setSubject("Spot interruption");
        message.setText(text);
        Transport.send(message);
    }
}
