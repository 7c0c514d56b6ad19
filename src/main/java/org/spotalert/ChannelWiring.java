package org.spotalert;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.spotalert.aws.AwsClients;
import org.spotalert.channel.chat.GoogleChat;
import org.spotalert.channel.chat.Slack;
import org.spotalert.channel.chat.Teams;
import org.spotalert.channel.feed.AlertFeed;
import org.spotalert.channel.feed.EventBus;
import org.spotalert.channel.http.WebhookClient;
import org.spotalert.channel.http.WebhookEndpoints;
import org.spotalert.channel.http.WebhookTimeouts;
import org.spotalert.channel.http.WebhookTransport;
import org.spotalert.channel.mail.PartialMail;
import org.spotalert.channel.message.AlertMessages;
import org.spotalert.channel.sns.SnsAttribute;
import org.spotalert.channel.sns.SnsFifo;
import org.spotalert.channel.sns.SnsSubject;
import org.spotalert.channel.sns.SnsText;
import org.spotalert.config.ChannelSettings;
import org.spotalert.config.HttpChannel;
import org.spotalert.config.WebhookSettings;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Makes every part that the channels' routes name. */
final class ChannelWiring {

    /** A far end may take long over a message; whoever gives up early has it told twice. */
    private static final WebhookTimeouts HTTP_TIMEOUTS =
            new WebhookTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final CamelContext context;
    private final AlertMessages messages;

    /** @param messages words the alerts, for all channels */
    ChannelWiring(CamelContext context, AlertMessages messages) {
        this.context = context;
        this.messages = messages;
    }

    void bind(ChannelSettings settings, AwsClients clients) {
        bindWebhooks();
        Registry registry = context.getRegistry();
        registry.bind("alertMessages", messages);
        registry.bind("googleChat", new GoogleChat());
        registry.bind("slack", new Slack());
        registry.bind("teams", new Teams());
        registry.bind("alertFeed", new AlertFeed(messages));
        registry.bind("eventBus", new EventBus(messages));
        // Made when a route names it.
        registry.bind("eventBuses", EventBridgeClient.class, clients::eventBuses);
        registry.bind("snsSubject", new SnsSubject(settings.utf8Subject()));
        registry.bind("snsText", new SnsText());
        registry.bind("snsAttribute", new SnsAttribute());
        new DeskWiring(registry).bind(settings.desk());
        if (settings.topic() != null) {
            registry.bind("sns", clients.sns(settings.topic().region()));
        }
        // The component takes the client that is bound by then.
        new SnsFifo().addTo(context);
        registry.bind("partialMail", new PartialMail());
        if (settings.email() != null) {
            registry.bind("smtpProperties", settings.email().server().toProperties());
            registry.bind("smtpAuthenticator", settings.email().authenticator());
            registry.bind("emailHeaders", settings.email().headers());
        }
    }

    /** A client for each kind of channel: it knows where such a channel may send to, and adds its secrets. */
    private void bindWebhooks() {
        WebhookSettings webhooks = new WebhookSettings(Wiring.property(context));
        WebhookTransport transport = new WebhookTransport(HTTP_TIMEOUTS, webhooks.addresses(), webhooks.proxies());
        for (HttpChannel kind : HttpChannel.values()) {
            context.getRegistry()
                    .bind(
                            kind.clientName(),
                            new WebhookClient(channel -> webhooks.read(kind, channel), transport, kind.readsAnswers()));
        }
        context.getCamelContextExtension().registerEndpointCallback(new WebhookEndpoints());
    }
}
