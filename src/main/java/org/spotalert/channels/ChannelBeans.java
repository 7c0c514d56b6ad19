package org.spotalert.channels;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.spotalert.channels.email.EmailBeans;
import org.spotalert.channels.eventbridge.EventBus;
import org.spotalert.channels.googlechat.GoogleChat;
import org.spotalert.channels.http.WebhookClient;
import org.spotalert.channels.http.WebhookTransport;
import org.spotalert.channels.jira.JiraSettings;
import org.spotalert.channels.json.JsonKinds;
import org.spotalert.channels.kind.ChannelKind;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.channels.pagerduty.PagerDuty;
import org.spotalert.channels.servicenow.ServiceNowSettings;
import org.spotalert.channels.slack.Slack;
import org.spotalert.channels.sns.SnsBeans;
import org.spotalert.channels.teams.Teams;
import org.spotalert.channels.webhook.CloudEvents;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.settings.SettingsReader;

/** Makes every part that the channels' routes name. */
public final class ChannelBeans {

    /** Every kind of channel; a new one has its line here. */
    static final List<ChannelKind> KINDS = Stream.concat(
                    Stream.of(
                            new SnsBeans("sns"),
                            new SnsBeans("sms"),
                            GoogleChat.kind(),
                            Slack.kind(),
                            Teams.kind(),
                            new EmailBeans(),
                            CloudEvents.kind(),
                            EventBus.kind(),
                            PagerDuty.kind(),
                            JiraSettings.kind(),
                            ServiceNowSettings.kind()),
                    JsonKinds.all().stream())
            .toList();

    private ChannelBeans() {}

    /** Binds the beans of all kinds of channels. */
    public static void bind(
            CamelContext context, ChannelSettings settings, AlertMessages messages, AwsClients clients) {
        WebhookTransport transport = new WebhookTransport(settings.addresses(), settings.proxies());
        ChannelKind.Parts parts = new ChannelKind.Parts(context, messages, clients, transport);
        parts.bind("alertMessages", messages);
        parts.bind("plainText", new PlainText());
        settings.beans().forEach(beans -> beans.accept(parts));
        context.getCamelContextExtension().registerEndpointCallback(ChannelBeans::checked);
    }

    /** What a far end may repeat, as it is now. */
    public static Supplier<List<String>> secretsNow(CamelContext context) {
        return () -> Contexts.together(
                context, () -> ChannelSettings.secrets(new SettingsReader(Contexts.property(context))));
    }

    /**
     * Reads the webhook of a channel when a route that names it is made: at the start, and after an edit. A route whose
     * webhook is missing or not allowed does not start, and says what to set.
     */
    static Endpoint checked(String uri, Endpoint endpoint) {
        if (endpoint instanceof HttpEndpoint http
                && uri.contains("httpClient=")
                && http.getHttpClient() instanceof WebhookClient client) {
            client.webhook(http.getHttpUri().getHost());
        }
        return endpoint;
    }
}
