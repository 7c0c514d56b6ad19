package org.spotalert.cli.check;

import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
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
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** Checks the far ends of channels, whatever their names, as far as that is possible without sending anything. */
public final class ChannelChecks {

    private static final String CHANNEL = "channel ";
    private static final String DEFAULT_BUS = "arn:${Partition}:events:${Region}:${Account}:event-bus/";
    /** SNS takes subjects of less than a hundred characters, and of one line. */
    private static final int LONGER_THAN_ANY_SUBJECT = 101;

    private static final RightCheck TOPIC = new RightCheck("Topic");

    private final ChannelRoutes routes;
    private final AwsClients clients;
    private final List<Kind<?>> kinds = List.of(
            new Kind<>(HttpEndpoint.class, this::http),
            new Kind<>(MailEndpoint.class, this::mail),
            new Kind<>(Sns2Endpoint.class, this::topic),
            new Kind<>(EventbridgeEndpoint.class, this::bus));

    /** How endpoints of one type are checked. */
    private record Kind<E extends Endpoint>(Class<E> type, BiFunction<String, E, Callable<List<Finding>>> check) {

        Optional<Callable<List<Finding>>> of(String subject, Endpoint endpoint) {
            return Optional.of(endpoint).filter(type::isInstance).map(one -> check.apply(subject, type.cast(one)));
        }
    }

    /**
     * @param clients the clients for AWS, to check topics
     */
    public ChannelChecks(ChannelRoutes routes, AwsClients clients) {
        this.routes = routes;
        this.clients = clients;
    }

    /** A check for each far end of each channel. */
    public List<Check> all() {
        return routes.names().stream()
                .flatMap(name -> checks(name, routes.farEnds(name)))
                .toList();
    }

    private Stream<Check> checks(String name, List<Endpoint> ends) {
        String subject = CHANNEL + name;
        return ends.isEmpty()
                ? Stream.of(new Check(subject, () -> List.of(untried(subject, name))))
                : ends.stream().map(end -> check(subject, name, end));
    }

    private Check check(String subject, String name, Endpoint end) {
        Callable<List<Finding>> work = kinds.stream()
                .flatMap(kind -> kind.of(subject, end).stream())
                .findFirst()
                .orElse(() -> List.of(untried(subject, name)));
        return new Check(subject, work);
    }

    private static Finding untried(String subject, String name) {
        return Finding.notTried(subject, "only a message shows it: test-alert --channel " + name);
    }

    private Callable<List<Finding>> http(String subject, HttpEndpoint endpoint) {
        String host = endpoint.getHttpUri().getHost();
        return endpoint.getHttpClient() instanceof WebhookClient client
                ? () -> List.of(webhook(subject, client, host))
                : () -> List.of(untried(subject, subject.substring(CHANNEL.length())));
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

    private Callable<List<Finding>> mail(String subject, MailEndpoint endpoint) {
        return () -> List.of(mailServer(subject, endpoint));
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

    private Callable<List<Finding>> topic(String subject, Sns2Endpoint endpoint) {
        String arn = String.valueOf(endpoint.getConfiguration().getTopicArn());
        return Arn.parse(arn)
                .<Callable<List<Finding>>>map(topic -> () -> List.of(topic(subject, topic), publish(topic)))
                .orElse(() -> List.of(Finding.failed(subject, "its topic has no ARN", "give the ARN of the topic")));
    }

    private Finding publish(Arn topic) {
        return TOPIC.impossible(
                        "sns:Publish",
                        "would send a message; test-alert does",
                        () -> clients.sns(topic.region())
                                .publish(call -> call.topicArn(topic.text())
                                        .subject("\n".repeat(LONGER_THAN_ANY_SUBJECT))
                                        .messageStructure("json")
                                        .message("no JSON")))
                .named(Map.of("Topic", topic.text()));
    }

    private Callable<List<Finding>> bus(String subject, EventbridgeEndpoint endpoint) {
        String bus = endpoint.getConfiguration().getEventbusName();
        Finding untried = untried(subject, subject.substring(CHANNEL.length()));
        PutEventsRequestEntry noEvent = PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source("check")
                .detailType("check")
                .detail("no JSON")
                .build();
        return () -> List.of(new RightCheck("Bus")
                .impossible(
                        "events:PutEvents",
                        untried.text(),
                        () -> clients.eventBuses().putEvents(call -> call.entries(noEvent)))
                .about(subject)
                .named(Map.of("Bus", bus.startsWith("arn:") ? bus : DEFAULT_BUS + bus)));
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
            return RightCheck.refused(failure)
                    ? TOPIC.missing(
                                    Finding.notTried(
                                            subject,
                                            "the program may not read the topic (sns:GetTopicAttributes), which it need"
                                                    + " not"),
                                    "sns:GetTopicAttributes")
                            .named(Map.of("Topic", topic.text()))
                    : Finding.failed(subject, AwsFailure.describe(failure), AwsFailure.remedy(failure));
        }
    }
}
