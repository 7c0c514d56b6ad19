package org.spotalert.pipeline.notify.routing;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.NamePattern;

/**
 * What an alert says about one thing that a condition can ask for.
 *
 * @param known the values, as far as they are known
 * @param complete false when there may be others, since something could not be looked up
 */
record AlertValues(List<String> known, boolean complete) {

    /** The one value, or none that is known. */
    static AlertValues of(@Nullable String value, boolean complete) {
        return new AlertValues(Stream.ofNullable(value).toList(), value != null || complete);
    }

    boolean anyLike(List<NamePattern> patterns) {
        return known.stream().anyMatch(name -> patterns.stream().anyMatch(pattern -> pattern.matches(name)));
    }
}
