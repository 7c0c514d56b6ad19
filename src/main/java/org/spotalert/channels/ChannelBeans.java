package org.spotalert.channels;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.spotalert.channels.cloudevents.CloudEvents;
import org.spotalert.channels.email.PartialMail;
import org.spotalert.channels.eventbridge.EventBus;
import org.spotalert.channels.googlechat.GoogleChat;
import org.spotalert.channels.http.WebhookClient;
import org.spotalert.channels.http.WebhookEndpoints;
import org.spotalert.channels.http.WebhookTimeouts;
import org.spotalert.channels.http.WebhookTransport;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.channels.slack.Slack;
import org.spotalert.channels.sns.SnsAttribute;
import org.spotalert.channels.sns.SnsFifo;
import org.spotalert.channels.sns.SnsSubject;
import org.spotalert.channels.sns.SnsText;
import org.spotalert.channels.teams.Teams;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.camel.Contexts;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Makes every part that the channels' routes name. */
public final class ChannelBeans {

    /** A far end may take long over a message; whoever gives up early has it told twice. */
    private static final WebhookTimeouts HTTP_TIMEOUTS =
            new WebhookTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final CamelContext context;
    private final AlertMessages messages;

    /** @param messages words the alerts, for all channels */
    public ChannelBeans(CamelContext context, AlertMessages messages) {
        this.context = context;
        this.messages = messages;
    }

    public void bind(ChannelSettings settings, AwsClients clients) {
        bindWebhooks();
        Registry registry = context.getRegistry();
        registry.bind("alertMessages", messages);
        registry.bind("google-chat", new GoogleChat());
        registry.bind("slack", new Slack());
        registry.bind("teams", new Teams());
        registry.bind("alertFeed", new CloudEvents(messages));
        registry.bind("eventBus", new EventBus(messages));
        // Made when a route names it.
        registry.bind("eventBuses", EventBridgeClient.class, clients::eventBuses);
        registry.bind("snsSubject", new SnsSubject(settings.utf8Subject()));
        registry.bind("snsText", new SnsText());
        registry.bind("snsAttribute", new SnsAttribute());
        new IncidentBeans(registry).bind(settings.desk());
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
        WebhookSettings webhooks = new WebhookSettings(Contexts.property(context));
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
