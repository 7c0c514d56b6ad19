package org.spotalert.channels;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.email.EmailHeaders;
import org.spotalert.channels.email.MailRecipients;
import org.spotalert.channels.email.SmtpAuthenticator;
import org.spotalert.channels.email.SmtpProperties;
import org.spotalert.channels.email.SmtpProperties.Tls;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.template.Templates;
import org.spotalert.model.Arn;
import org.spotalert.platform.settings.HostNames;
import org.spotalert.platform.settings.SettingsReader;

/**
 * The settings of the channels that are enabled.
 *
 * @param topic the SNS topic; null when that channel is off
 * @param webhooks the webhooks of the channels that have the names of their kinds, by channel
 * @param email how mails are sent; null when that channel is off
 * @param desk how PagerDuty, Jira and ServiceNow are told
 */
public record ChannelSettings(
        @Nullable Arn topic,
        boolean utf8Subject,
        Map<String, Webhook> webhooks,
        @Nullable EmailSettings email,
        IncidentSettings desk) {

    /** How mails are sent. */
    public record EmailSettings(SmtpProperties server, SmtpAuthenticator authenticator, EmailHeaders headers) {}

    private static final Duration SMTP_CONNECT = Duration.ofSeconds(10);
    /** Many servers look at the whole mail before they take it; RFC 5321, 4.5.3.2.6, would give them ten minutes. */
    private static final Duration SMTP_ANSWER = Duration.ofSeconds(30);

    private static final String SNS = "spot.channel.sns.";
    private static final String EVENTBRIDGE = "spot.channel.eventbridge.";
    private static final String EMAIL = "spot.channel.email.";

    /** What nobody may read where a mail server repeats it. */
    public List<String> mailSecrets() {
        return email == null ? List.of() : email.authenticator().secrets();
    }

    public static Supplier<ChannelSettings> read(SettingsReader reader) {
        Supplier<@Nullable Arn> topic = topic(reader);
        Supplier<Map<String, Webhook>> webhooks = WebhookSettings.enabled(reader);
        Supplier<@Nullable EmailSettings> email = email(reader);
        Supplier<IncidentSettings> desk = IncidentSettings.read(reader);
        boolean utf8Subject = reader.flag(SNS + "utf8-subject");
        if (reader.flag(EVENTBRIDGE + "enabled")) {
            bus(reader, EVENTBRIDGE);
        }
        WebhookSettings.addresses(reader);
        WebhookSettings.proxies(reader);
        new Templates(Path.of(reader.text("spot.templates")))
                .problems()
                .forEach(problem -> reader.problem("spot.templates", problem));
        return () -> new ChannelSettings(topic.get(), utf8Subject, webhooks.get(), email.get(), desk.get());
    }

    private static Supplier<@Nullable Arn> topic(SettingsReader reader) {
        if (!reader.flag(SNS + "enabled")) {
            return () -> null;
        }
        Supplier<Arn> topic = topic(reader, SNS);
        return () -> topic.get();
    }

    static Supplier<Arn> topic(SettingsReader reader, String prefix) {
        return reader.required(prefix + "topic-arn", "the ARN of the topic", ChannelSettings::topicArn);
    }

    static void bus(SettingsReader reader, String prefix) {
        reader.required(prefix + "bus", "the name or ARN of the event bus", ChannelSettings::bus);
    }

    private static String bus(String text) {
        boolean arn = Arn.parse(text)
                .filter(address -> address.service().equals("events")
                        && !address.region().isEmpty()
                        && address.resource().startsWith("event-bus/"))
                .isPresent();
        if (!arn && !text.matches("[/.\\-_A-Za-z0-9]{1,256}")) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not an event bus; give its name, or arn:aws:events:REGION:ACCOUNT:event-bus/NAME");
        }
        return text;
    }

    private static Arn topicArn(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.service().equals("sns") && !arn.region().isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not the ARN of a topic; give arn:aws:sns:REGION:ACCOUNT:NAME"));
    }

    private static Supplier<@Nullable EmailSettings> email(SettingsReader reader) {
        if (!reader.flag(EMAIL + "enabled")) {
            return () -> null;
        }
        Supplier<String> host = reader.required(EMAIL + "host", "the name of the mail server", HostNames::one);
        Supplier<Integer> port =
                reader.required(EMAIL + "port", "the port of the mail server", SettingsReader.number(1, 65_535));
        Supplier<Tls> tls = reader.required(EMAIL + "tls", "starttls, tls or none", ChannelSettings::tls);
        Supplier<String> from = reader.required(EMAIL + "from", "the sender's address", MailRecipients::address);
        Optional<String> hello = reader.optional(EMAIL + "hello", HostNames::one);
        MailRecipients.check(reader, EMAIL);
        Optional<String> username = reader.optional(EMAIL + "username", text -> text);
        Optional<String> password = reader.optional(EMAIL + "password", text -> text);
        if (username.isPresent() && password.isEmpty()) {
            reader.problem(EMAIL + "password", "is missing; give the password of the SMTP user");
        }
        return () -> new EmailSettings(
                new SmtpProperties(
                        host.get(),
                        port.get(),
                        tls.get(),
                        hello.orElseGet(() -> EmailHeaders.domain(from.get())),
                        username.isPresent(),
                        SMTP_CONNECT,
                        SMTP_ANSWER),
                new SmtpAuthenticator(username.orElse(null), password.orElse(null)),
                new EmailHeaders(from.get(), reader.text(EMAIL + "subject-prefix"), reader.text(EMAIL + "subject")));
    }

    private static Tls tls(String text) {
        try {
            return Tls.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("\"" + text + "\" is none of starttls, tls and none", unknown);
        }
    }
}
