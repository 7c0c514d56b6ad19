package org.spotalert.channels.sns;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.sns.Sns2Component;
import org.apache.camel.component.aws2.sns.Sns2Configuration;
import org.spotalert.channels.kind.ChannelKind;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.model.Arn;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.text.StableKey;

/**
 * Channels to SNS topics, with texts of any length ({@code sns}) or of one SMS ({@code sms}); all of them send with one client.
 */
public record SnsBeans(String name) implements ChannelKind {

    private static final String TOPIC = "topic-arn";
    /** Publish, SNS API reference: at most 128 letters, digits and punctuation marks. */
    private static final int LONGEST_ID = 128;

    @Override
    public void check(SettingsReader reader, String prefix) {
        requiresFirst(reader, prefix);
        reader.required(prefix + TOPIC, "the ARN of the topic", text -> inOneRegion(arn(text), first(reader, "sns")));
    }

    @Override
    public Consumer<ChannelKind.Parts> read(SettingsReader reader, boolean enabled) {
        boolean utf8Subject = reader.flag("spot.channel.sns.utf8-subject");
        Optional<Arn> topic = first(reader, name);
        return parts -> {
            parts.bind("snsMessage", new SnsMessage(utf8Subject));
            parts.bind("sms", new Sms());
            topic.ifPresent(arn -> parts.bind("sns", parts.clients().sns(arn.region())));
            // The component takes the client that is bound by then.
            addIds(parts.context());
        };
    }

    /**
     * Gives what is published to FIFO topics the ids that these ask for, whatever the channel. Messages of one thread keep their
     * order; SNS drops a repetition within five minutes.
     */
    public static void addIds(CamelContext context) {
        Sns2Configuration sns =
                context.getComponent("aws2-sns", Sns2Component.class).getConfiguration();
        // What an own route sends may lack the variable.
        sns.setMessageGroupIdStrategy(
                exchange -> id(exchange, AlertMessage::thread).orElse("spot-interruption-alerts"));
        sns.setMessageDeduplicationIdStrategy(exchange -> id(exchange, AlertMessage::id)
                .orElseGet(() -> StableKey.fingerprint(
                        String.valueOf(exchange.getMessage().getBody(String.class)))));
    }

    private static Optional<String> id(Exchange exchange, Function<AlertMessage, String> text) {
        return Optional.ofNullable(exchange.getVariable("message", AlertMessage.class))
                .map(message -> StableKey.of(text.apply(message), LONGEST_ID));
    }

    /** The topic of a first channel, if that is switched on. */
    private static Optional<Arn> first(SettingsReader reader, String kind) {
        String prefix = ChannelKind.prefix(kind);
        return reader.text(prefix + "enabled").equals("true")
                ? Arn.parse(reader.text(prefix + TOPIC))
                : Optional.empty();
    }

    private static Arn inOneRegion(Arn topic, Optional<Arn> first) {
        first.map(Arn::region).filter(region -> !region.equals(topic.region())).ifPresent(region -> {
            throw new IllegalArgumentException("is in " + topic.region() + ", but the topic of SNS_TOPIC_ARN is in "
                    + region + ": give one in the same Region");
        });
        return topic;
    }

    private static Arn arn(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.service().equals("sns") && !arn.region().isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not the ARN of a topic; give arn:aws:sns:REGION:ACCOUNT:NAME"));
    }
}
