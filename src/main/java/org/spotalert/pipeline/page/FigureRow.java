package org.spotalert.pipeline.page;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.spotalert.pipeline.store.Facet;
import org.spotalert.pipeline.store.Incidents.Count;
import org.spotalert.platform.text.TextSanitizer;

/**
 * How many incidents have one value of a facet.
 *
 * @param latest the latest notice among them
 */
public record FigureRow(String facet, String value, long incidents, Instant latest) {

    /** A row for each value, those that most have first. */
    static List<FigureRow> of(Facet facet, Map<String, Count> counts) {
        return counts.entrySet().stream()
                .map(count -> new FigureRow(
                        facet.toString(),
                        TextSanitizer.line(count.getKey()),
                        count.getValue().incidents(),
                        count.getValue().latest()))
                .sorted(Comparator.comparing(FigureRow::incidents).reversed().thenComparing(FigureRow::value))
                .toList();
    }
}
