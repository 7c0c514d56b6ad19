package org.spotalert.channel.message;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spotalert.channel.message.AlertMessage.Scope;
import org.spotalert.channel.text.CleanText;
import org.spotalert.channel.text.Names;
import org.spotalert.decide.Severity;
import org.spotalert.suppress.Announcement;

/**
 * What people are told besides alerts, as a reader sees it. Every text is one line without control characters, but is not yet
 * escaped for any format.
 *
 * @param kind {@code maintenance_window_begun}, {@code maintenance_window_ended} or {@code suppressed_alerts}
 * @param severity {@code info}
 * @param headline the most important in one line
 * @param happened what it means, in a sentence or two
 * @param thread the same for the beginning and the end of a maintenance window
 * @param id tells this message from all others; the same whenever it is sent again
 * @param facts what is to be known, each with its label
 * @param entries single things that it is about, such as the suppressed alerts, one line each; usually empty
 * @param unlisted how many further ones there are
 */
public record AnnouncementMessage(
        String kind,
        String severity,
        String headline,
        String happened,
        String thread,
        String id,
        List<Fact> facts,
        List<String> entries,
        int unlisted)
        implements Message {

    private static final int LONGEST_TITLE = 400;
    private static final int LONGEST_SENTENCE = 1000;
    private static final Names UNKNOWN = new Names(List.of(CleanText.UNKNOWN));

    public AnnouncementMessage {
        facts = List.copyOf(facts);
        entries = List.copyOf(entries);
    }

    /** Something to know, and its label. */
    public record Fact(String label, String text) {}

    /**
     * The announcement for readers whose clocks show this zone's time beside UTC.
     *
     * @param mark what stands before the headline
     */
    static AnnouncementMessage of(Announcement announcement, ZoneId zone, String mark) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("From", Timing.written(announcement.from(), zone)));
        facts.add(new Fact("Until", Timing.written(announcement.until(), zone)));
        announcement.facts().forEach(fact -> facts.add(new Fact(label(fact.name()), sentence(fact.text()))));
        return new AnnouncementMessage(
                announcement.kind().toString(),
                Severity.INFO.toString(),
                mark + "[" + Severity.INFO.name() + "] "
                        + CleanText.cut(CleanText.oneLine(announcement.title()), LONGEST_TITLE),
                sentence(announcement.text()),
                announcement.thread(),
                announcement.key(),
                facts,
                announcement.entries().stream()
                        .map(entry -> Timing.written(entry.noticedAt(), zone) + "  " + sentence(entry.text()))
                        .toList(),
                announcement.unlisted());
    }

    private static String label(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String sentence(String text) {
        return CleanText.cut(CleanText.oneLine(text), LONGEST_SENTENCE);
    }

    /** Its kind; what alerts are about, an announcement is not about. */
    @Override
    public Scope scope() {
        return new Scope(new Names(List.of(kind)), UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
    }

    @Override
    public boolean announcement() {
        return true;
    }
}
