package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.spotalert.model.Schedule;

/** A window that opens once. */
record OneOff(LocalDateTime from, LocalDateTime until, ZoneId zone) implements Schedule {

    OneOff {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(from + " is not before " + until);
        }
    }

    @Override
    public Optional<Occurrence> at(Instant moment) {
        return Optional.of(new Occurrence(
                        from.atZone(zone).toInstant(), until.atZone(zone).toInstant()))
                .filter(occurrence -> occurrence.contains(moment));
    }

    @Override
    public String toString() {
        return from + "/" + until + " " + zone;
    }
}
