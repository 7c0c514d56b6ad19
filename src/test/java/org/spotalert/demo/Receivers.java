package org.spotalert.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.FreePort;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;

/** Where the program's messages go: chats, a mail server and two topics, all on this machine. */
final class Receivers implements AutoCloseable {

    private static final List<String> CHATS = List.of("slack", "google-chat", "teams", "discord", "telegram");
    private static final List<String> TOPICS = List.of("sms", "sns");
    private static final String MAIL = "email";
    private static final String ON_CALL = "on-call@example.org";

    private final ObjectMapper json = new ObjectMapper();
    private final AwsWorld aws;
    private final Map<String, WebhookReceiver> chats = new LinkedHashMap<>();
    private final GreenMail mail = new GreenMail(new ServerSetup(FreePort.find(), "127.0.0.1", "smtp"));
    private final List<Message> arrived = new ArrayList<>();

    /**
     * A message that has arrived.
     *
     * @param number its place in {@link #messages}
     * @param channel the channel's name
     * @param shown what the channel's far end makes a picture of
     * @param text what a console can show of it
     */
    record Message(int number, Instant at, String channel, Object shown, String text) {}

    Receivers(AwsWorld aws) {
        this.aws = aws;
        CHATS.forEach(chat -> chats.put(chat, WebhookReceiver.start(0)));
        mail.start();
        mail.setUser(ON_CALL, "unused");
    }

    /** The environment variables with which the program sends to all of them. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "spot.channel.email.host", "127.0.0.1",
                "spot.channel.email.port", String.valueOf(mail.getSmtp().getPort()),
                "spot.channel.email.tls", "none",
                "spot.channel.email.from", "spot@example.org",
                "spot.channel.email.to", ON_CALL));
        chats.forEach((chat, receiver) -> settings.put(
                "spot.channel." + chat + ".webhook", receiver.url() + "/demo?key=demo-key&token=demo-token"));
        TOPICS.forEach(topic -> settings.put("spot.channel." + topic + ".topic-arn", aws.topic(topic)));
        channels().forEach(channel -> settings.put("spot.channel." + channel + ".enabled", "true"));
        settings.put(
                "spot.webhook.allowed-hosts",
                chats.values().stream()
                        .map(receiver -> receiver.url().replace("http://", ""))
                        .collect(Collectors.joining(",")));
        return Variables.of(settings);
    }

    /** The names of the channels. */
    static List<String> channels() {
        List<String> channels = new ArrayList<>(CHATS);
        channels.add(MAIL);
        channels.addAll(TOPICS);
        return channels;
    }

    /** Lets a chat answer with this status from now on. */
    void answer(String chat, int status) {
        requireNonNull(chats.get(chat)).answerWith(() -> status);
    }

    /** What has arrived so far. */
    synchronized List<Message> messages() {
        try {
            for (Map.Entry<String, WebhookReceiver> chat : chats.entrySet()) {
                for (WebhookReceiver.Received one :
                        unseen(chat.getKey(), chat.getValue().accepted())) {
                    JsonNode posted = json.readTree(one.body());
                    add(
                            one.at(),
                            chat.getKey(),
                            posted,
                            posted.path("fallbackText").asText());
                }
            }
            for (StoredMessage one :
                    unseen(MAIL, mail.getManagers().getImapHostManager().getAllMessages())) {
                MimeMultipart parts = (MimeMultipart) one.getMimeMessage().getContent();
                String text = parts.getBodyPart(0).getContent().toString();
                add(
                        one.getReceivedDate().toInstant(),
                        MAIL,
                        parts.getBodyPart(1).getContent(),
                        one.getMimeMessage().getSubject() + "\n" + text);
            }
            for (String topic : TOPICS) {
                for (var message : aws.messages(topic)) {
                    JsonNode one = json.readTree(message.body());
                    String text = one.path("Message").asText();
                    String subject = one.path("Subject").asText();
                    Object shown = topic.equals("sms") ? text : subject + "\n---\n" + text;
                    add(Instant.parse(one.path("Timestamp").asText()), topic, shown, subject + "\n" + text);
                }
            }
        } catch (IOException | MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return List.copyOf(arrived);
    }

    private <T> List<T> unseen(String channel, List<T> all) {
        int seen = (int) arrived.stream()
                .filter(message -> message.channel().equals(channel))
                .count();
        return all.subList(seen, all.size());
    }

    private void add(Instant at, String channel, Object shown, String text) {
        arrived.add(new Message(arrived.size(), at, channel, shown, text));
    }

    @Override
    public void close() {
        chats.values().forEach(WebhookReceiver::close);
        mail.stop();
    }
}
