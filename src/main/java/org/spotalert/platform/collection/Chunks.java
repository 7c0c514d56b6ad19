package org.spotalert.platform.collection;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Divides what is too much for one call. */
public final class Chunks {

    private Chunks() {}

    /** The elements in lists of this size, in their order; the last one may be smaller. */
    public static <T> List<List<T>> of(Collection<T> all, int size) {
        List<T> list = List.copyOf(all);
        return Stream.iterate(0, start -> start < list.size(), start -> start + size)
                .map(start -> list.subList(start, Math.min(list.size(), start + size)))
                .toList();
    }
}
