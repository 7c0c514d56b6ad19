package org.spotalert.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spotalert.decide.Alert;
import org.spotalert.routing.Condition;
import org.spotalert.routing.RunningChannel;

/**
 * The channels there are: every route of the group {@code channel}. A file in routes/channels is enough to be one. Each is
 * told of the alerts that meet its condition. A channel that another one names as its fallback stands by: it is told only
 * in the other's place.
 */
public final class Channels {

    private final Supplier<List<RunningChannel>> running;
    private final ChannelRoles roles;

    /**
     * @param running the channels, those in replacement included
     * @param properties a property's value; {@code spot.channel.<name>.fallback} and {@code spot.channel.default} are asked
     *     for
     */
    public Channels(Supplier<List<RunningChannel>> running, Function<String, Optional<String>> properties) {
        this.running = running;
        this.roles = new ChannelRoles(properties);
    }

    /**
     * For each channel that does not stand by the alerts that it wants, and those that it does not. What none of them wants
     * is for the default channel, if there is one, whatever its condition says and even if it stands by.
     *
     * @throws UndeliveredException when there is no channel: nobody would be told
     */
    public List<Delivery> deliveries(List<Alert> alerts) throws UndeliveredException {
        Map<String, RunningChannel> channels = channels();
        Map<String, Condition> told = new TreeMap<>();
        told(channels).forEach(channel -> told.put(channel.name(), channel.condition()));
        if (told.isEmpty()) {
            throw new UndeliveredException(
                    "no channel is there to tell anyone; look at routes/channels and at the channels' fallbacks");
        }
        List<Alert> unwanted = alerts.stream()
                .filter(alert -> told.values().stream().noneMatch(condition -> condition.wants(alert)))
                .toList();
        List<Delivery> deliveries = new ArrayList<>();
        told.forEach((name, condition) -> deliveries.add(delivery(
                name,
                channels,
                alerts,
                alert -> condition.wants(alert) || (roles.isDefault(name) && unwanted.contains(alert)))));
        roles.defaultChannel()
                .filter(name -> channels.containsKey(name) && !told.containsKey(name) && !unwanted.isEmpty())
                .ifPresent(name -> deliveries.add(delivery(name, channels, alerts, unwanted::contains)));
        return List.copyOf(deliveries);
    }

    private Delivery delivery(
            String name, Map<String, RunningChannel> channels, List<Alert> alerts, Predicate<Alert> wanted) {
        Map<Boolean, List<Alert>> parts = alerts.stream().collect(Collectors.partitioningBy(wanted));
        return Delivery.of(
                        name,
                        endpoint(name, channels),
                        roles.fallback(name).filter(channels::containsKey).orElse(null),
                        parts.getOrDefault(true, List.of()))
                .without(parts.getOrDefault(false, List.of()));
    }

    /** The alerts of a channel that has failed, for its fallback, each with a remark that says so. */
    public Delivery inPlaceOf(Delivery failed) {
        String fallback = String.valueOf(failed.fallback());
        String remark = "Sent here because " + failed.channel() + " failed: " + failed.failure() + ".";
        return Delivery.of(
                fallback,
                endpoint(fallback, channels()),
                null,
                failed.alerts().stream().map(alert -> alert.withRemark(remark)).toList());
    }

    /** The names of the channels that do not stand by. */
    List<String> names() {
        return told(channels()).stream().map(RunningChannel::name).toList();
    }

    private List<RunningChannel> told(Map<String, RunningChannel> channels) {
        Set<String> names = roles.told(channels.keySet());
        return channels.values().stream()
                .filter(channel -> names.contains(channel.name()))
                .toList();
    }

    /** Whether an alert may come that nobody is told of: each channel has a condition, and none is the default. */
    boolean mayBeUnwanted() {
        return roles.defaultChannel().isEmpty()
                && told(channels()).stream()
                        .noneMatch(channel -> channel.condition().wantsAll());
    }

    /** What is wrong with the fallbacks and the default, one line each that names the property; usually empty. */
    List<String> problems() {
        return roles.problems(channels().keySet()).toList();
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
