package org.spotalert.channels.sns;

import java.util.Optional;
import java.util.function.Consumer;
import org.spotalert.channels.kind.ChannelKind;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.model.Arn;
import org.spotalert.platform.settings.SettingsReader;

/** Channels to SNS topics; the others send with the client of the first one. */
public final class SnsBeans implements ChannelKind {

    private static final String SNS = "spot.channel.sns.";

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public void check(SettingsReader reader, String prefix) {
        requiresFirst(reader, prefix);
        reader.required(prefix + "topic-arn", "the ARN of the topic", SnsBeans::arn);
    }

    @Override
    public Consumer<ChannelParts> read(SettingsReader reader, boolean enabled) {
        boolean utf8Subject = reader.flag(SNS + "utf8-subject");
        Optional<Arn> topic = enabled ? Arn.parse(reader.text(SNS + "topic-arn")) : Optional.empty();
        return parts -> {
            parts.bind("snsMessage", new SnsMessage(utf8Subject));
            topic.ifPresent(arn -> parts.bind("sns", parts.clients().sns(arn.region())));
            // The component takes the client that is bound by then.
            new SnsFifo().addTo(parts.context());
        };
    }

    private static Arn arn(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.service().equals("sns") && !arn.region().isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not the ARN of a topic; give arn:aws:sns:REGION:ACCOUNT:NAME"));
    }
}
