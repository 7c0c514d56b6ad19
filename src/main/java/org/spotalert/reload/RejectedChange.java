package org.spotalert.reload;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a version of a channel file does not run.
 *
 * @param file the file as an operator names it, relative to the route folder
 * @param text the rejected version, so that it is tried and reported once; null when the file was deleted
 * @param reason one line
 * @param instead what runs in its place
 */
record RejectedChange(String file, @Nullable String text, String reason, Instead instead) {

    enum Instead {
        LAST_GOOD_VERSION("channel file rejected, its last good version runs on: correct the file or bring it back"),
        /** Nothing of the file, which is new. */
        OTHER_FILES("new channel file rejected, the others run on: correct the file"),
        /** Nothing of the file, whose last good version did not start again. */
        NOTHING("channel file rejected, and nothing of it runs: correct the file or bring its last version back");

        final String message;

        Instead(String message) {
            this.message = message;
        }
    }

    /** Which files run otherwise than they stand there, for the health page; nothing when all of them run. */
    static Optional<String> warning(Collection<RejectedChange> changes) {
        return changes.stream()
                .collect(Collectors.groupingBy(
                        RejectedChange::runs,
                        TreeMap::new,
                        Collectors.mapping(RejectedChange::summary, Collectors.joining("; "))))
                .descendingMap()
                .entrySet()
                .stream()
                .map(files -> "rejected, " + files.getKey() + ": " + files.getValue())
                .reduce((some, others) -> some + "; " + others);
    }

    private String runs() {
        return instead == Instead.LAST_GOOD_VERSION ? "the last good version runs" : "and nothing of it runs";
    }

    /** Without the file's folder: the health page escapes a slash twice. */
    private String summary() {
        return file.substring(file.lastIndexOf('/') + 1) + ": " + reason;
    }
}
