package org.spotalert.cli.check;

import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.component.aws2.eventbridge.EventbridgeEndpoint;
import org.apache.camel.component.aws2.sns.Sns2Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.mail.MailEndpoint;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.channels.http.WebhookClient;
import org.spotalert.cli.check.Checks.Check;
import org.spotalert.cli.dryrun.ChannelRoutes;
import org.spotalert.cli.dryrun.Mail;
import org.spotalert.model.Arn;
import org.spotalert.platform.aws.AwsClients;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** Checks the far ends of channels, whatever their names, as far as that is possible without sending anything. */
record ChannelChecks(ChannelRoutes routes, AwsClients clients) {

    private static final String DEFAULT_BUS = "arn:${Partition}:events:${Region}:${Account}:event-bus/";
    /** SNS takes subjects of less than a hundred characters, and of one line. */
    private static final int LONGER_THAN_ANY_SUBJECT = 101;

    List<Check> all() {
        return routes.names().stream()
                .flatMap(name -> checks(name, "channel " + name))
                .toList();
    }

    private Stream<Check> checks(String name, String subject) {
        Finding untried = Finding.notTried(subject, "only a message shows it: test-alert --channel " + name);
        List<Endpoint> ends = routes.farEnds(name);
        return ends.isEmpty()
                ? Stream.of(new Check(subject, () -> List.of(untried)))
                : ends.stream().map(end -> new Check(subject, () -> findings(end, untried)));
    }

    private List<Finding> findings(Endpoint end, Finding untried) {
        String subject = untried.subject();
        if (end instanceof HttpEndpoint http && http.getHttpClient() instanceof WebhookClient client) {
            return List.of(webhook(subject, client, http.getHttpUri().getHost()));
        }
        if (end instanceof MailEndpoint mail) {
            return List.of(mailServer(subject, mail));
        }
        if (end instanceof Sns2Endpoint sns) {
            return topic(subject, String.valueOf(sns.getConfiguration().getTopicArn()));
        }
        return end instanceof EventbridgeEndpoint events
                ? List.of(bus(events.getConfiguration().getEventbusName(), untried))
                : List.of(untried);
    }

    private static Finding webhook(String subject, WebhookClient client, String channel) {
        try {
            return Finding.ok(subject, client.connect(channel) + " is reached; nothing was posted");
        } catch (WebhookFailedException failure) {
            return Finding.failed(
                    subject,
                    String.valueOf(failure.getMessage()),
                    "look at the address's host, DNS, and the way there: firewall, NAT, proxy, certificates");
        }
    }

    private Finding mailServer(String subject, MailEndpoint endpoint) {
        try {
            return Finding.ok(subject, Mail.logIn(endpoint) + " takes the login; nothing was sent");
        } catch (MessagingException failure) {
            return Finding.failed(
                    subject,
                    endpoint.getConfiguration().getHost() + ": " + routes.reason(failure),
                    "look at the channel's host, port, TLS mode, user and password");
        }
    }

    private List<Finding> topic(String subject, String arn) {
        return Arn.parse(arn)
                .map(topic -> List.of(topic(subject, topic), publish(topic)))
                .orElseGet(() -> List.of(Finding.failed(subject, "its topic has no ARN", "give the ARN of the topic")));
    }

    private Finding publish(Arn topic) {
        return RightCheck.impossible(
                        "sns:Publish",
                        "would send a message; test-alert does",
                        () -> clients.sns(topic.region())
                                .publish(call -> call.topicArn(topic.text())
                                        .subject("\n".repeat(LONGER_THAN_ANY_SUBJECT))
                                        .messageStructure("json")
                                        .message("no JSON")))
                .named(Map.of("Topic", topic.text()));
    }

    private Finding bus(String bus, Finding untried) {
        PutEventsRequestEntry noEvent = PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source("check")
                .detailType("check")
                .detail("no JSON")
                .build();
        return RightCheck.impossible(
                        "events:PutEvents",
                        untried.text(),
                        () -> clients.eventBuses().putEvents(call -> call.entries(noEvent)))
                .about(untried.subject())
                .named(Map.of("Bus", bus.startsWith("arn:") ? bus : DEFAULT_BUS + bus));
    }

    private Finding topic(String subject, Arn topic) {
        try {
            Map<String, String> attributes = clients.sns(topic.region())
                    .getTopicAttributes(call -> call.topicArn(topic.text()))
                    .attributes();
            return "0".equals(attributes.get("SubscriptionsConfirmed"))
                    ? Finding.warning(
                            subject,
                            "the topic " + topic.resource() + " has no confirmed subscription: nobody is notified",
                            "subscribe somebody, or confirm the subscriptions that are pending")
                    : Finding.ok(
                            subject,
                            "the topic " + topic.resource() + " is there"
                                    + ("true".equals(attributes.get("FifoTopic"))
                                            ? " (FIFO: only queues can subscribe)"
                                            : ""));
        } catch (NotFoundException absent) {
            return Finding.failed(
                    subject,
                    "there is no topic " + topic.text(),
                    "make it, or correct the ARN; its Region and account are part of it");
        } catch (SdkException failure) {
            return RightCheck.failedToCheck(
                            subject,
                            "sns:GetTopicAttributes",
                            "the program may not read the topic (sns:GetTopicAttributes), which it need not",
                            failure)
                    .named(Map.of("Topic", topic.text()));
        }
    }
}
