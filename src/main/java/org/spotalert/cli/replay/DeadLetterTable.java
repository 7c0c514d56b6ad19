package org.spotalert.cli.replay;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.message.Timing;
import org.spotalert.cli.output.Table;
import org.spotalert.cli.replay.DeadLetter.Explanation;
import org.spotalert.model.Interruption;
import org.spotalert.platform.settings.SettingsReader;

/**
 * Dead letters as a table, the oldest first, one line each.
 *
 * @param enabled the channels that are to have each alert
 * @param now what the ages are measured against
 */
public record DeadLetterTable(List<EnabledChannel> enabled, Instant now) {

    private static final String NONE = "none";

    /**
     * A channel that a setting switches on and that is not on standby as another's fallback.
     *
     * @param choosy whether a setting says that it does not want every alert
     */
    public record EnabledChannel(String name, boolean choosy) {

        private static final Pattern SWITCH = Pattern.compile("spot\\.channel\\.([a-z0-9-]+)\\.enabled");

        /**
         * Reads them.
         *
         * @param names the names of all properties in the files
         */
        public static Supplier<List<EnabledChannel>> read(SettingsReader reader, Collection<String> names) {
            List<String> enabled = names.stream()
                    .map(SWITCH::matcher)
                    .filter(Matcher::matches)
                    .filter(matcher -> reader.flag(matcher.group()))
                    .map(matcher -> matcher.group(1))
                    .sorted()
                    .toList();
            List<String> fallbacks = enabled.stream()
                    .map(name -> reader.text(setting(name, "fallback")))
                    .toList();
            List<EnabledChannel> channels = enabled.stream()
                    .filter(name -> !fallbacks.contains(name))
                    .map(name -> new EnabledChannel(name, choosy(reader, name)))
                    .toList();
            return () -> channels;
        }

        /** PagerDuty takes nothing below its least severity, whatever else is set. */
        private static boolean choosy(SettingsReader reader, String channel) {
            return channel.equals("pagerduty")
                    || !reader.text(setting(channel, "only")).isEmpty();
        }

        private static String setting(String channel, String option) {
            return "spot.channel." + channel + "." + option;
        }
    }

    /**
     * A dead letter, and which channels have its alerts.
     *
     * @param sentTo the channels that have them; null when that is not known
     * @param missing the channels that want every alert and do not have these
     * @param missingIfWanted the channels that do not have them, and whose conditions may leave them out
     */
    public record Row(
            @JsonUnwrapped Explanation letter,
            @Nullable Set<String> sentTo,
            List<String> missing,
            List<String> missingIfWanted) {}

    /**
     * The rows, the oldest first.
     *
     * @param received which channels have the alert about an interruption; one that is not in it is not known about
     */
    public List<Row> rows(List<Explanation> letters, Map<Interruption, Set<String>> received) {
        return letters.stream()
                .sorted(Comparator.comparing(Explanation::sentAt))
                .map(letter -> row(letter, received))
                .toList();
    }

    private Row row(Explanation letter, Map<Interruption, Set<String>> received) {
        boolean known = !letter.interruptions().isEmpty() && received.keySet().containsAll(letter.interruptions());
        Set<String> have =
                new TreeSet<>(known ? received.get(letter.interruptions().get(0)) : Set.of());
        // Of a letter about several instances a channel has the alerts when it has each of them.
        letter.interruptions().forEach(interruption -> have.retainAll(received.getOrDefault(interruption, Set.of())));
        return new Row(
                letter,
                known ? have : null,
                known ? missing(have, false) : List.of(),
                // Only the lookups show whether a condition wants the alert.
                known ? missing(have, true) : List.of());
    }

    private List<String> missing(Set<String> have, boolean choosy) {
        return enabled.stream()
                .filter(channel -> channel.choosy() == choosy && !have.contains(channel.name()))
                .map(EnabledChannel::name)
                .toList();
    }

    public void print(List<Row> rows, PrintWriter out) {
        Table table = Table.withNumbers("RECEIVES", "MESSAGE ID", "SENT", "AGE", "RECEIVES", "WHAT IT IS");
        rows.forEach(row -> table.add(
                row.letter().id(),
                row.letter().sentAt().truncatedTo(ChronoUnit.SECONDS),
                Timing.age(row.letter().sentAt(), now),
                row.letter().receives(),
                row.letter().text() + channels(row)));
        table.print(out);
    }

    private static String channels(Row row) {
        return row.sentTo() == null
                ? ""
                : "; sent before: " + names(row.sentTo()) + "; missing: " + names(row.missing())
                        + (row.missingIfWanted().isEmpty()
                                ? ""
                                : "; missing if their conditions want it: " + names(row.missingIfWanted()));
    }

    private static String names(Collection<String> channels) {
        return channels.isEmpty() ? NONE : String.join(", ", channels);
    }
}
