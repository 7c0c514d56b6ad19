package org.spotalert.bench.receiver;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the receivers got: when each channel first named each instance, and when it first did so in a message that nothing
 * is missing from. A message that says PARTIAL anywhere counts as incomplete for every instance in it.
 */
public final class Receipts {

    private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{17}");
    private static final String INCOMPLETE = "PARTIAL";

    private final Received sns = new Received();
    private final Received googleChat = new Received();
    private final Received email = new Received();
    private long lastAt = System.nanoTime();

    /** What one channel got. */
    private static final class Received {

        final Map<String, Long> named = new HashMap<>();
        final Map<String, Long> complete = new HashMap<>();
        int messages;
    }

    private Received of(Channel channel) {
        return switch (channel) {
            case SNS -> sns;
            case GOOGLE_CHAT -> googleChat;
            case EMAIL -> email;
        };
    }

    /**
     * Notes a message.
     *
     * @param text all of it that names instances
     * @param nanoTime when it was received
     */
    public synchronized void add(Channel channel, String text, long nanoTime) {
        Received received = of(channel);
        received.messages++;
        lastAt = Math.max(lastAt, nanoTime);
        boolean incomplete = text.contains(INCOMPLETE);
        Matcher ids = INSTANCE.matcher(text);
        while (ids.find()) {
            received.named.merge(ids.group(), nanoTime, Math::min);
            if (!incomplete) {
                received.complete.merge(ids.group(), nanoTime, Math::min);
            }
        }
    }

    /** How many messages the channel has received. */
    public synchronized int messages(Channel channel) {
        return of(channel).messages;
    }

    /** When the channel first named the instance; empty when it has not. */
    public synchronized OptionalLong named(Channel channel, String instanceId) {
        Long at = of(channel).named.get(instanceId);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** How many of the instances the channel has named. */
    public synchronized int named(Channel channel, Collection<String> instanceIds) {
        return (int) instanceIds.stream().filter(of(channel).named::containsKey).count();
    }

    /** How many of the instances the channel has named with nothing missing. */
    public synchronized int complete(Channel channel, Collection<String> instanceIds) {
        return (int)
                instanceIds.stream().filter(of(channel).complete::containsKey).count();
    }

    /** When the last of the instances was named by the channel; empty when one was not. */
    public synchronized OptionalLong allNamed(Channel channel, Collection<String> instanceIds) {
        return last(of(channel).named, instanceIds);
    }

    /** When the channel had named the last of the instances with nothing missing; empty when it has not. */
    public synchronized OptionalLong allComplete(Channel channel, Collection<String> instanceIds) {
        return last(of(channel).complete, instanceIds);
    }

    /** When any channel first named one of the instances; empty when none has. */
    public synchronized OptionalLong firstNamed(Collection<String> instanceIds) {
        return Stream.of(sns, googleChat, email)
                .flatMap(received ->
                        instanceIds.stream().filter(received.named::containsKey).map(received.named::get))
                .mapToLong(Long::longValue)
                .min();
    }

    /** When the last message came; before the first one, when this object was made. */
    public synchronized long lastAt() {
        return lastAt;
    }

    private static OptionalLong last(Map<String, Long> times, Collection<String> instanceIds) {
        return times.keySet().containsAll(instanceIds)
                ? instanceIds.stream()
                        .map(times::get)
                        .mapToLong(Long::longValue)
                        .max()
                : OptionalLong.empty();
    }
}
