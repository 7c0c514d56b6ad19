package org.spotalert.announce;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.spotalert.suppress.Announcement;
import org.spotalert.suppress.Announcement.Fact;

/** Writes announcements to the program's log, a line each. */
public final class AnnouncementLog {

    private static final Logger LOG = LoggerFactory.getLogger(AnnouncementLog.class);

    /** Writes one. */
    public void write(Announcement announcement) {
        LoggingEventBuilder line =
                LOG.atInfo().addKeyValue("from", announcement.from()).addKeyValue("until", announcement.until());
        for (Fact fact : announcement.facts()) {
            line = line.addKeyValue(fact.name(), fact.text());
        }
        List<String> alerts = new ArrayList<>();
        announcement.entries().forEach(entry -> alerts.add(entry.noticedAt() + " " + entry.text()));
        if (announcement.unlisted() > 0) {
            alerts.add("and " + announcement.unlisted() + " more");
        }
        (alerts.isEmpty() ? line : line.addKeyValue("alerts", alerts))
                .log(announcement.kind().logged());
    }
}
