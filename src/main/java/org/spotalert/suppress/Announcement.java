package org.spotalert.suppress;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Something that people are told besides alerts. Names in it were written by anyone: it is not clean yet.
 *
 * @param thread the same text for everything that is told about one thing, such as an opening of a maintenance window
 * @param title the most important in one line
 * @param text what it means, in a sentence or two
 * @param from the beginning of the time that it is about
 * @param until the end of that time
 * @param entries single things that it is about, as many as are listed
 * @param unlisted how many further ones there are
 */
public record Announcement(
        Kind kind,
        String thread,
        String title,
        String text,
        Instant from,
        Instant until,
        List<Fact> facts,
        List<Entry> entries,
        int unlisted) {

    public Announcement {
        facts = List.copyOf(facts);
        entries = List.copyOf(entries);
    }

    /** What is announced. */
    public enum Kind {
        /** Alerts within the window's scope are not sent from now on. */
        MAINTENANCE_WINDOW_BEGUN("maintenance window has started"),
        /** Alerts within the window's scope are sent again. */
        MAINTENANCE_WINDOW_ENDED("maintenance window has ended"),
        /** What nobody was told in a day. */
        SUPPRESSED_ALERTS("suppressed alerts of the day");

        private final String logged;

        Kind(String logged) {
            this.logged = logged;
        }

        /** The text of the log line about it. */
        public String logged() {
            return logged;
        }

        /** The name in messages and for other programs, such as {@code maintenance_window_begun}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing to know.
     *
     * @param name one word in lower case, as log lines name their keys
     */
    public record Fact(String name, String text) {}

    /** One of several things that it is about, and when that was noticed. */
    public record Entry(Instant noticedAt, String text) {}

    /** Whether it is for the log only: that nothing was suppressed in a day is no news. */
    public boolean logOnly() {
        return kind == Kind.SUPPRESSED_ALERTS && entries.isEmpty();
    }

    /** What makes two announcements the same: of these, each channel is told one. */
    public String key() {
        return thread + "/" + kind;
    }
}
