package org.spotalert.notify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.decide.Alert;

/**
 * The channels there are: every route of the group {@code channel}. A file in routes/channels is enough to be one. A
 * channel that another one names as its fallback stands by: it is told only in the other's place.
 */
public final class Channels {

    private static final String ROUTE_PREFIX = "channel-";

    private final Supplier<List<String>> running;
    private final Function<String, Optional<String>> properties;

    /**
     * @param running the endpoints of the channels, those in replacement included
     * @param properties a property's value; {@code spot.channel.<name>.fallback} is asked for
     */
    public Channels(Supplier<List<String>> running, Function<String, Optional<String>> properties) {
        this.running = running;
        this.properties = properties;
    }

    /**
     * The alerts, once for each channel that does not stand by.
     *
     * @throws UndeliveredException when there is no channel: nobody would be told
     */
    public List<Delivery> deliveries(List<Alert> alerts) throws UndeliveredException {
        Map<String, String> endpoints = endpoints();
        Set<String> told = told(endpoints.keySet());
        if (told.isEmpty()) {
            throw new UndeliveredException(
                    "no channel is there to tell anyone; look at routes/channels and at the channels' fallbacks");
        }
        return told.stream()
                .map(name -> Delivery.of(
                        name,
                        endpoint(name, endpoints),
                        fallback(name).filter(endpoints::containsKey).orElse(null),
                        alerts))
                .toList();
    }

    /** The alerts of a channel that has failed, for its fallback, each with a remark that says so. */
    public Delivery inPlaceOf(Delivery failed) {
        String fallback = String.valueOf(failed.fallback());
        String remark = "Sent here because " + failed.channel() + " failed: " + failed.failure() + ".";
        return Delivery.of(
                fallback,
                endpoint(fallback, endpoints()),
                null,
                failed.alerts().stream().map(alert -> alert.withRemark(remark)).toList());
    }

    /** The names of the channels that do not stand by. */
    List<String> names() {
        return List.copyOf(told(endpoints().keySet()));
    }

    /** What is wrong with the fallbacks, one line each that names the setting; empty when nothing is. */
    List<String> problems() {
        Set<String> names = endpoints().keySet();
        return names.stream()
                .flatMap(name -> fallback(name)
                        .filter(fallback ->
                                !names.contains(fallback) || fallback(fallback).isPresent())
                        .map(fallback -> property(name) + ": \"" + fallback + "\" is not a channel that is"
                                + " enabled and has no fallback itself; give one of " + names)
                        .stream())
                .toList();
    }

    private static String endpoint(String channel, Map<String, String> endpoints) {
        return endpoints.getOrDefault(channel, "direct:" + ROUTE_PREFIX + channel);
    }

    private Map<String, String> endpoints() {
        Map<String, String> endpoints = new TreeMap<>();
        running.get().forEach(endpoint -> endpoints.put(name(endpoint), endpoint));
        return endpoints;
    }

    private Set<String> told(Set<String> names) {
        Set<String> told = new TreeSet<>(names);
        names.forEach(name -> fallback(name).ifPresent(told::remove));
        return told;
    }

    private Optional<String> fallback(String channel) {
        return properties.apply(property(channel)).map(String::trim).filter(name -> !name.isEmpty());
    }

    private static String property(String channel) {
        return "spot.channel." + channel + ".fallback";
    }

    /** The channel's name, from the endpoint that takes its alerts. */
    private static String name(String endpointUri) {
        String path = endpointUri.substring(endpointUri.lastIndexOf('/') + 1);
        path = path.substring(path.lastIndexOf(':') + 1);
        return path.startsWith(ROUTE_PREFIX) ? path.substring(ROUTE_PREFIX.length()) : path;
    }
}
