package org.spotalert.pipeline.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Distinct values for statements that name them all. */
final class Chunks {

    private static final int AT_ONCE = 500;

    private Chunks() {}

    static List<List<String>> of(Stream<String> values) {
        List<String> all = values.distinct().toList();
        List<List<String>> chunks = new ArrayList<>();
        for (int start = 0; start < all.size(); start += AT_ONCE) {
            chunks.add(all.subList(start, Math.min(all.size(), start + AT_ONCE)));
        }
        return chunks;
    }
}
