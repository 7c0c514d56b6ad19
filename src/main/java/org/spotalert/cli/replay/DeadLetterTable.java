package org.spotalert.cli.replay;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.channels.message.Timing;
import org.spotalert.cli.output.Table;
import org.spotalert.model.Interruption;

/** Dead letters as a table, the oldest first, one line each. */
public final class DeadLetterTable {

    private static final String NONE = "none";

    private final List<EnabledChannel> enabled;
    private final Instant now;

    /**
     * @param enabled the channels that are to have each alert
     * @param now what the ages are measured against
     */
    public DeadLetterTable(List<EnabledChannel> enabled, Instant now) {
        this.enabled = enabled;
        this.now = now;
    }

    /**
     * Prints the table.
     *
     * @param received which channels have the alert about an interruption; one that is not in it is not known about
     */
    public void print(List<Explanation> letters, Map<Interruption, Set<String>> received, PrintWriter out) {
        Table table = Table.withNumbers("RECEIVES", "MESSAGE ID", "SENT", "AGE", "RECEIVES", "WHAT IT IS");
        letters.stream()
                .sorted(Comparator.comparing(Explanation::sentAt))
                .forEach(letter -> table.add(
                        letter.id(),
                        letter.sentAt().truncatedTo(ChronoUnit.SECONDS),
                        Timing.age(letter.sentAt(), now),
                        letter.receives(),
                        letter.text() + channels(letter, received)));
        table.print(out);
    }

    private String channels(Explanation letter, Map<Interruption, Set<String>> received) {
        if (letter.interruptions().isEmpty() || !received.keySet().containsAll(letter.interruptions())) {
            return "";
        }
        // Of a letter about several instances a channel has the alerts when it has each of them.
        Set<String> have = new TreeSet<>(received.get(letter.interruptions().get(0)));
        letter.interruptions().forEach(interruption -> have.retainAll(received.getOrDefault(interruption, Set.of())));
        // What the alert would say is not looked up here, and so it is not known whether a condition wants it.
        String choosy = missing(have, true);
        return "; sent before: " + names(have.stream()) + "; missing: " + missing(have, false)
                + (choosy.equals(NONE) ? "" : "; missing if their conditions want it: " + choosy);
    }

    private String missing(Set<String> have, boolean choosy) {
        return names(enabled.stream()
                .filter(channel -> channel.choosy() == choosy && !have.contains(channel.name()))
                .map(EnabledChannel::name));
    }

    private static String names(Stream<String> channels) {
        String names = channels.collect(Collectors.joining(", "));
        return names.isEmpty() ? NONE : names;
    }
}
