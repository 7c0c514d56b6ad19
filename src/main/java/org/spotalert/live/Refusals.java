package org.spotalert.live;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The versions of route files that do not run, each known until its file is good again. */
final class Refusals {

    private final Map<Path, Refusal> byFile = new TreeMap<>();

    synchronized void add(Path path, Refusal refusal) {
        byFile.put(path, refusal);
    }

    synchronized boolean has(Path path, String text) {
        Refusal refusal = byFile.get(path);
        return refusal != null && refusal.text().equals(text);
    }

    synchronized void forget(Path path) {
        byFile.remove(path);
    }

    /** Lets every refused version be tried once more. */
    synchronized void forgetAll() {
        byFile.clear();
    }

    synchronized Set<Path> paths() {
        return Set.copyOf(byFile.keySet());
    }

    synchronized List<Refusal> all() {
        return List.copyOf(byFile.values());
    }
}
