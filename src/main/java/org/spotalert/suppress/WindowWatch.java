package org.spotalert.suppress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.decide.MaintenanceWindow;

/** Notices when announced maintenance windows begin and end; an edit of the rules may do either. */
public final class WindowWatch {

    /** A window that ended so long before the start of the program is not told of any more. */
    private static final Duration CATCH_UP = Duration.ofHours(1);

    private final Supplier<List<MaintenanceWindow>> windows;
    private final SuppressedRecord suppressed;
    private final Duration settling;
    private final Clock clock;
    private final Map<String, Opening> openings = new ConcurrentSkipListMap<>();
    private final AtomicBoolean looked = new AtomicBoolean();

    /**
     * An opening that is known, by its window's name.
     *
     * @param closed when it was seen to be over; null while it is open
     */
    private record Opening(
            MaintenanceWindow window,
            Instant start,
            Instant end,
            @Nullable Instant closed) {

        /** The same window, open now: it goes on when it opens again before its end was told, or by an edit. */
        Opening since(@Nullable Opening before) {
            return before == null ? this : new Opening(window, before.start(), end, null);
        }

        Opening closedAt(Instant now) {
            return closed != null ? this : new Opening(window, start, end, now.isBefore(end) ? now : end);
        }

        boolean settled(Instant now, Duration settling) {
            return closed != null && !closed.plus(settling).isAfter(now);
        }
    }

    /**
     * @param windows tells the windows that hold now
     * @param suppressed counts what a window has suppressed
     * @param settling how long after its end a window is told to be over: what was noticed in it is decided by then
     */
    public WindowWatch(
            Supplier<List<MaintenanceWindow>> windows, SuppressedRecord suppressed, Duration settling, Clock clock) {
        this.windows = windows;
        this.suppressed = suppressed;
        this.settling = settling;
        this.clock = clock;
    }

    /** What has begun and ended since the last look; at the first look, what is open and what ended shortly before. */
    public List<Announcement> due() {
        Instant now = clock.instant();
        Map<String, Opening> open = openAt(now);
        if (!looked.getAndSet(true)) {
            openAt(now.minus(CATCH_UP)).forEach((name, before) -> {
                if (!open.containsKey(name)) {
                    openings.put(name, before);
                }
            });
        }
        List<Announcement> due = new ArrayList<>();
        open.forEach((name, opening) -> {
            @Nullable Opening before = openings.put(name, opening.since(openings.get(name)));
            if (before == null) {
                due.add(begun(opening));
            }
        });
        openings.replaceAll((name, known) -> open.containsKey(name) ? known : known.closedAt(now));
        List<Opening> over = openings.values().stream()
                .filter(known -> known.settled(now, settling))
                .toList();
        over.forEach(known -> {
            openings.remove(known.window().name());
            due.add(ended(known));
        });
        return due;
    }

    private Map<String, Opening> openAt(Instant moment) {
        Map<String, Opening> open = new ConcurrentSkipListMap<>();
        windows.get().stream()
                .filter(MaintenanceWindow::announced)
                .forEach(window -> window.at(moment)
                        .ifPresent(now -> open.put(window.name(), new Opening(window, now.start(), now.end(), null))));
        return open;
    }

    private static Announcement begun(Opening opening) {
        return new WindowText(opening.window(), opening.start()).begun(opening.end());
    }

    private Announcement ended(Opening opening) {
        Instant end = opening.closed() == null ? opening.end() : opening.closed();
        return new WindowText(opening.window(), opening.start()).ended(end, count(opening, end));
    }

    private OptionalInt count(Opening opening, Instant end) {
        try {
            return OptionalInt.of(suppressed.noticedInWindow(
                    opening.start(), end, opening.window().title() + " until "));
        } catch (RuntimeException storeFails) {
            return OptionalInt.empty();
        }
    }
}
