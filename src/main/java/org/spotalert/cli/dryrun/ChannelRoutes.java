package org.spotalert.cli.dryrun;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.spotalert.channels.template.TemplateComponent;
import org.spotalert.model.Alert;
import org.spotalert.pipeline.notify.routing.ChannelConditions;
import org.spotalert.pipeline.notify.routing.RunningChannel;

/**
 * The running routes of the channels.
 *
 * @param reasons says in words, and without secrets, why a channel failed
 * @param stop stops the context
 */
public record ChannelRoutes(CamelContext context, Function<Exception, String> reasons, Runnable stop)
        implements AutoCloseable {

    /** What far ends leave in the message when they have taken it, and how that reads. */
    private static final List<Map.Entry<String, String>> ANSWERS = List.of(
            Map.entry(Exchange.HTTP_RESPONSE_CODE, "HTTP"),
            Map.entry("CamelAwsSnsMessageId", "message id"),
            Map.entry("Message-ID", "mail"));

    /**
     * How a channel fared.
     *
     * @param sent whether it has taken the message
     * @param text what it answered, as far as it says; or why it failed, without secrets
     */
    public record Answer(boolean sent, String text, Duration took) {}

    /** Says which of these channels are not switched on, and which are; nothing when all are. */
    public Optional<String> absent(List<String> wanted) {
        List<String> there = names();
        if (there.isEmpty()) {
            return Optional.of(
                    "no channel is switched on: set for example ENABLE_SNS=true, or add a file to routes/channels");
        }
        List<String> missing =
                wanted.stream().filter(name -> !there.contains(name)).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("no such channel is switched on: " + String.join(", ", missing) + "; there are: "
                        + String.join(", ", there));
    }

    /** The names of the channels that are switched on, those on standby included. */
    public List<String> names() {
        return routes().map(ChannelRoutes::name).sorted().toList();
    }

    /** The channels that are switched on, each with its condition. */
    public List<RunningChannel> running() {
        return routes().map(ChannelConditions::channel).toList();
    }

    /** Says which templates cannot be rendered, so that the built-in text is used; returns whether all can. */
    public boolean templatesAreGood(PrintWriter err) {
        List<String> broken = context.getRegistry().findByType(TemplateComponent.class).stream()
                .flatMap(watch -> watch.warnings().stream())
                .toList();
        broken.forEach(template ->
                err.println("the template " + template + "; the text is that of the built-in one: correct the file"));
        return broken.isEmpty();
    }

    private Stream<Route> routes() {
        return context.getRoutesByGroup(RunningChannel.GROUP).stream();
    }

    private static String name(Route route) {
        return ChannelConditions.channel(route).name();
    }

    /** Where the channel's messages leave the program, one of each server. */
    public List<Endpoint> farEnds(String name) {
        return route(name)
                .map(route -> ExternalEndpoints.of(route, context.getRoutes()))
                .orElse(List.of());
    }

    private Optional<Route> route(String name) {
        return routes().filter(route -> name(route).equals(name)).findFirst();
    }

    /** Lets this channel send the alerts, with its own retries, and waits until it has ended. */
    public Answer send(String name, List<Alert> alerts) {
        long start = System.nanoTime();
        Exchange exchange = context.createFluentProducerTemplate()
                .to(route(name).orElseThrow().getEndpoint())
                .withBody(alerts)
                .send();
        Exception failure = exchange.getException();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Answer(failure == null, failure == null ? answer(exchange) : reason(failure), took);
    }

    /** Why something that a channel does has failed, for a reader and without secrets. */
    public String reason(Exception failure) {
        return reasons.apply(failure);
    }

    private static String answer(Exchange exchange) {
        List<String> said = ANSWERS.stream()
                .flatMap(answer -> Optional.ofNullable(exchange.getMessage().getHeader(answer.getKey(), String.class))
                        .map(value -> answer.getValue() + " " + value)
                        .stream())
                .toList();
        return said.isEmpty() ? "taken" : String.join(", ", said);
    }

    @Override
    public void close() {
        stop.run();
    }
}
