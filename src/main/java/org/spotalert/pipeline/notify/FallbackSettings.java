package org.spotalert.pipeline.notify;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Fallback and default channels, read from the properties each time.
 *
 * @param properties a property's value
 */
record FallbackSettings(Function<String, Optional<String>> properties) {

    /** Names the channel that receives what no other wants. */
    static final String DEFAULT = "spot.channel.default";

    /** The channel that sends when this one fails. */
    Optional<String> fallback(String channel) {
        return value(fallbackProperty(channel));
    }

    Optional<String> defaultChannel() {
        return value(DEFAULT);
    }

    /** Those of the channels that are not on standby. */
    Set<String> active(Set<String> channels) {
        Set<String> active = new TreeSet<>(channels);
        channels.forEach(channel -> fallback(channel).ifPresent(active::remove));
        return active;
    }

    /** What is wrong when these are the channels, one line each that names the property. */
    Stream<String> problems(Set<String> channels) {
        Stream<String> fallbacks = channels.stream()
                .flatMap(channel -> fallback(channel)
                        .filter(fallback -> !channels.contains(fallback)
                                || fallback(fallback).isPresent())
                        .map(fallback -> fallbackProperty(channel) + ": \"" + fallback + "\" is not a channel that is"
                                + " enabled and has no fallback itself; give one of " + channels)
                        .stream());
        Stream<String> noDefault = defaultChannel().stream()
                .filter(channel -> !channels.contains(channel))
                .map(channel ->
                        DEFAULT + ": \"" + channel + "\" is not a channel that is enabled; give one of " + channels);
        return Stream.concat(fallbacks, noDefault);
    }

    private Optional<String> value(String property) {
        return properties.apply(property).map(String::trim).filter(value -> !value.isEmpty());
    }

    private static String fallbackProperty(String channel) {
        return "spot.channel." + channel + ".fallback";
    }
}
