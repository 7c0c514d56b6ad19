package org.spotalert.rehearsal;

import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.component.aws2.sns.Sns2Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.mail.MailEndpoint;
import org.spotalert.aws.AwsAddress;
import org.spotalert.aws.AwsClients;
import org.spotalert.aws.check.TopicCheck;
import org.spotalert.channel.WebhookClient;
import org.spotalert.channel.WebhookFailedException;
import org.spotalert.check.Check;
import org.spotalert.check.Finding;

/** Looks at the far ends of channels, whatever their names, as far as that is possible without sending anything. */
public final class ChannelChecks {

    private final ChannelRoutes routes;
    private final AwsClients clients;
    private final Function<Exception, String> reason;
    private final List<Kind<?>> kinds = List.of(
            new Kind<>(HttpEndpoint.class, this::http),
            new Kind<>(MailEndpoint.class, this::mail),
            new Kind<>(Sns2Endpoint.class, this::topic));

    /** How endpoints of one type are looked at. */
    private record Kind<E extends Endpoint>(Class<E> type, BiFunction<String, E, Callable<Finding>> look) {

        Optional<Callable<Finding>> of(String subject, Endpoint endpoint) {
            return Optional.of(endpoint).filter(type::isInstance).map(one -> look.apply(subject, type.cast(one)));
        }
    }

    /**
     * @param reason describes a failed send for a reader, without secrets
     */
    public ChannelChecks(ChannelRoutes routes, AwsClients clients, Function<Exception, String> reason) {
        this.routes = routes;
        this.clients = clients;
        this.reason = reason;
    }

    /** A check for each far end of each channel. */
    public List<Check> all() {
        return routes.names().stream()
                .flatMap(
                        name -> checks(name, routes.route(name).map(FarEnds::of).orElse(List.of())))
                .toList();
    }

    private Stream<Check> checks(String name, List<Endpoint> ends) {
        String subject = "channel " + name;
        return ends.isEmpty()
                ? Stream.of(new Check(subject, () -> List.of(untried(subject, name))))
                : ends.stream().map(end -> check(subject, name, end));
    }

    private Check check(String subject, String name, Endpoint end) {
        Callable<Finding> look = kinds.stream()
                .flatMap(kind -> kind.of(subject, end).stream())
                .findFirst()
                .orElse(() -> untried(subject, name));
        return new Check(subject, () -> List.of(look.call()));
    }

    private static Finding untried(String subject, String name) {
        return Finding.notTried(subject, "only a message tells: test-alert --channel " + name);
    }

    private Callable<Finding> http(String subject, HttpEndpoint endpoint) {
        String host = endpoint.getHttpUri().getHost();
        return endpoint.getHttpClient() instanceof WebhookClient client
                ? () -> webhook(subject, client, host)
                : () -> untried(subject, subject.substring(subject.indexOf(' ') + 1));
    }

    private static Finding webhook(String subject, WebhookClient client, String channel) {
        try {
            return Finding.ok(subject, client.connect(channel) + " is reached; nothing was posted");
        } catch (WebhookFailedException failure) {
            return Finding.failed(
                    subject,
                    String.valueOf(failure.getMessage()),
                    "look at the address's host, DNS, and the way there: firewall, NAT, certificates");
        }
    }

    private Callable<Finding> mail(String subject, MailEndpoint endpoint) {
        return () -> {
            try {
                return Finding.ok(subject, Mail.logIn(endpoint) + " takes the login; nothing was sent");
            } catch (MessagingException failure) {
                return Finding.failed(
                        subject,
                        endpoint.getConfiguration().getHost() + ": " + reason.apply(failure),
                        "look at the channel's host, port, TLS mode, user and password");
            }
        };
    }

    private Callable<Finding> topic(String subject, Sns2Endpoint endpoint) {
        String arn = String.valueOf(endpoint.getConfiguration().getTopicArn());
        return AwsAddress.parse(arn)
                .map(topic -> new TopicCheck(clients, subject, topic))
                .<Callable<Finding>>map(check -> check::look)
                .orElse(() -> Finding.failed(subject, "its topic has no ARN", "give the ARN of the topic"));
    }
}
