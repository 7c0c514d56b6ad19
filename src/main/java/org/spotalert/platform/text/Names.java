package org.spotalert.platform.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of one sort, each once.
 *
 * @param all the names, the most frequent first; never empty
 */
public record Names(List<String> all) {

    public Names {
        all = List.copyOf(all);
    }

    /** The names that occur, those that occur most often first, else in the order of their first occurrence. */
    public static Names of(Stream<String> occurrences) {
        Map<String, Long> counts =
                occurrences.collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
        return new Names(counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList());
    }

    /** The names without {@code unknown}, unless nothing else is there. */
    public Names known() {
        List<String> known =
                all.stream().filter(name -> !name.equals(TextSanitizer.UNKNOWN)).toList();
        return known.isEmpty() ? this : new Names(known);
    }

    /** Up to so many names for a reader: {@code blue, green and 3 more}. */
    public String first(int most) {
        String shown = all.stream().limit(most).collect(Collectors.joining(", "));
        return all.size() > most ? shown + " and " + (all.size() - most) + " more" : shown;
    }
}
