package org.spotalert.pipeline.notify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.notify.routing.RunningChannel;

/**
 * The channels there are: every route of the group {@code channel}. A file in routes/channels is enough to be one. Each is
 * given the alerts that meet its condition. A channel that another one names as its fallback is on standby: it sends only
 * in the other's place.
 *
 * @param running the channels, those in replacement included
 * @param properties a property's value; {@code spot.channel.<name>.fallback} and {@code spot.channel.default} are asked for
 * @param named the channels that the catalogue names: each is for what names it
 */
public record Channels(
        Supplier<List<RunningChannel>> running,
        Function<String, Optional<String>> properties,
        Supplier<Set<String>> named) {

    private FallbackSettings roles() {
        return new FallbackSettings(properties);
    }

    /**
     * For each channel that is not on standby the alerts that it wants, and those that it does not. What none of them wants
     * is for the default channel, if there is one, whatever its condition says and even if it is on standby. What follows a
     * warning is for those that received the warning, each in its thread.
     *
     * @throws UndeliveredException when there is no channel: nobody would be notified
     */
    public List<Delivery> deliveries(List<Alert> alerts) throws UndeliveredException {
        Map<String, RunningChannel> channels = channels();
        Set<String> active = roles().active(channels.keySet());
        if (active.isEmpty()) {
            throw new UndeliveredException(
                    "no channel is there to notify anyone; look at routes/channels and at the channels' fallbacks");
        }
        List<Delivery> deliveries = new ArrayList<>();
        new ChannelSelector(channels, active, roles().defaultChannel(), named.get())
                .shares(alerts)
                .forEach((name, share) -> {
                    List<Alert> notWanted = ChannelSelector.rest(alerts, share).stream()
                            .filter(alert -> !alert.origin().otherChannels().contains(name))
                            .toList();
                    List<List<Alert>> messages = inThreads(name, share);
                    // The first delivery says what the channel does not want; where it wants nothing, it says just
                    // that.
                    deliveries.add(delivery(name, channels, messages.isEmpty() ? List.of() : messages.get(0))
                            .without(notWanted));
                    messages.stream().skip(1).forEach(thread -> deliveries.add(delivery(name, channels, thread)));
                });
        return List.copyOf(deliveries);
    }

    /** A message has one thread: what the channel has sent in several becomes as many messages. */
    private static List<List<Alert>> inThreads(String channel, List<Alert> share) {
        return List.copyOf(share.stream()
                .map(alert -> alert.forChannel(channel))
                .collect(Collectors.groupingBy(
                        alert -> Optional.ofNullable(alert.origin().thread()), LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    private Delivery delivery(String name, Map<String, RunningChannel> channels, List<Alert> alerts) {
        return Delivery.of(
                name,
                endpoint(name, channels),
                roles().fallback(name).filter(channels::containsKey).orElse(null),
                alerts);
    }

    /** The alerts of a channel that has failed, for its fallback, each with a remark that says so. */
    public Delivery inPlaceOf(Delivery failed) {
        String fallback = String.valueOf(failed.fallback());
        String remark = "Sent here because " + failed.channel() + " failed: "
                + Optional.ofNullable(failed.failure()).map(Failure::text).orElse("") + ".";
        return Delivery.of(
                fallback,
                endpoint(fallback, channels()),
                null,
                failed.alerts().stream()
                        .map(alert -> alert.forChannel(fallback).withRemark(remark))
                        .toList());
    }

    /** The names of the channels that are not on standby. */
    List<String> names() {
        return List.copyOf(roles().active(channels().keySet()));
    }

    /** The names of all channels, those on standby included. */
    public List<String> allNames() {
        return List.copyOf(channels().keySet());
    }

    /** Whether an alert may come that nobody receives: each channel has a condition, and none is the default. */
    boolean mayBeUnwanted() {
        Map<String, RunningChannel> channels = channels();
        Set<String> active = roles().active(channels.keySet());
        return roles().defaultChannel().isEmpty()
                && channels.values().stream()
                        .filter(channel -> active.contains(channel.name()))
                        .noneMatch(channel -> channel.condition().wantsAll());
    }

    /** What is wrong with the fallbacks and the default, one line each that names the property; usually empty. */
    List<String> problems() {
        return roles().problems(channels().keySet()).toList();
    }

    private static String endpoint(String channel, Map<String, RunningChannel> channels) {
        RunningChannel there = channels.get(channel);
        return there == null ? "direct:channel-" + channel : there.endpoint();
    }

    private Map<String, RunningChannel> channels() {
        Map<String, RunningChannel> channels = new TreeMap<>();
        running.get().forEach(channel -> channels.put(channel.name(), channel));
        return channels;
    }
}
