package org.spotalert.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of AWS's warning was left when channels had their alerts.
 *
 * @param promised how many seconds shall be left
 * @param channels by channel, the seconds that were left each time; in order
 */
public record LeadTimes(long promised, Map<String, List<Long>> channels) {

    /** What was left of the warnings in these incidents. A hibernation begins with its warning, and leaves no time. */
    public static LeadTimes of(Collection<Incident> incidents, long promised) {
        Map<String, List<Long>> channels = new TreeMap<>();
        for (Incident incident : incidents) {
            if (incident.interruption().kind().warning()
                    && incident.interruption().action() != InstanceAction.HIBERNATE) {
                incident.notifications().stream()
                        .filter(sent -> sent.kind() == AlertKind.WARNING && sent.sent())
                        .filter(sent -> sent.secondsLeft() != null)
                        .forEach(sent -> channels.computeIfAbsent(sent.channel(), name -> new ArrayList<>())
                                .add(sent.secondsLeft()));
            }
        }
        channels.values().forEach(seconds -> seconds.sort(null));
        return new LeadTimes(promised, channels);
    }

    public List<Long> all() {
        return channels.values().stream().flatMap(List::stream).sorted().toList();
    }

    /** How many of these kept the promise. */
    public long kept(Collection<Long> secondsLeft) {
        return secondsLeft.stream().filter(left -> left >= promised).count();
    }

    /** The share that kept the promise, from 0 to 1; NaN when there were none. */
    public double share() {
        return share(all());
    }

    public double share(Collection<Long> secondsLeft) {
        return secondsLeft.isEmpty() ? Double.NaN : (double) kept(secondsLeft) / secondsLeft.size();
    }
}
