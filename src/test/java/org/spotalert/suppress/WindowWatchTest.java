package org.spotalert.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.decide.Decision.Rule;
import org.spotalert.decide.MaintenanceWindow;
import org.spotalert.decide.Schedules;
import org.spotalert.decide.Scope;
import org.spotalert.suppress.Announcement.Fact;

class WindowWatchTest {

    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final MovingClock clock = new MovingClock("2026-11-20T09:59:00Z");
    private final Store store = Store.h2(clock);
    private final List<MaintenanceWindow> windows = new ArrayList<>();
    private final WindowWatch watch = watch();

    @AfterEach
    void close() {
        store.close();
    }

    private WindowWatch watch() {
        return new WindowWatch(() -> List.copyOf(windows), store.record, SETTLING, clock);
    }

    private static MaintenanceWindow window(String name, String schedule, boolean announced) {
        return new MaintenanceWindow(
                name, Schedules.parse(schedule), Scope.EVERYTHING, "jane", "patches", null, announced);
    }

    private static List<String> said(List<Announcement> announcements) {
        return announcements.stream()
                .map(one -> one.kind() + " " + one.title() + " " + one.from() + "/" + one.until())
                .toList();
    }

    private List<String> after(Duration time) {
        clock.advance(time);
        return said(watch.due());
    }

    @Test
    void announcedWindowBeginsAndEndsOnceEach() {
        windows.add(window("a", "Fri 10:00-11:00", true));
        windows.add(window("quiet", "Fri 10:00-11:00", false));

        assertThat(after(Duration.ZERO)).isEmpty();
        assertThat(after(Duration.ofMinutes(1)))
                .containsExactly("maintenance_window_begun Maintenance window a of jane has begun"
                        + " 2026-11-20T10:00:00Z/2026-11-20T11:00:00Z");
        assertThat(after(Duration.ofMinutes(59))).isEmpty();
        assertThat(after(Duration.ofMinutes(1).plusSeconds(9))).isEmpty();
        assertThat(after(Duration.ofSeconds(1)))
                .containsExactly("maintenance_window_ended Maintenance window a of jane has ended"
                        + " 2026-11-20T10:00:00Z/2026-11-20T11:00:00Z");
        assertThat(after(Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void everyProcessTellsTheSameByTheSameKeyAndEachOpeningHasItsOwn() {
        windows.add(window("the night's <load>", "daily 10:00-11:00", true));
        clock.advance(Duration.ofMinutes(2));
        Announcement first = watch.due().get(0);
        clock.advance(Duration.ofMinutes(1));

        Announcement other = watch().due().get(0);
        clock.advance(Duration.ofDays(1));
        Announcement nextDay = watch().due().stream()
                .filter(one -> one.kind() == Announcement.Kind.MAINTENANCE_WINDOW_BEGUN)
                .findFirst()
                .orElseThrow();

        assertThat(other.key()).isEqualTo(first.key()).hasSizeLessThan(200).matches("[a-zA-Z0-9/:_-]+");
        assertThat(nextDay.key()).isNotEqualTo(first.key());
        assertThat(first.facts())
                .containsExactly(
                        new Fact("window", "the night's <load>"),
                        new Fact("owner", "jane"),
                        new Fact("scope", "everything"),
                        new Fact("reason", "patches"));
    }

    @Test
    void endCountsWhatTheWindowHasSuppressed() {
        windows.add(window("a", "Fri 10:00-11:00", true));
        clock.advance(Duration.ofMinutes(1));
        watch.due();
        String reason = "maintenance window a of jane until 2026-11-20T11:00:00Z: patches";
        store.record.add(List.of(
                Suppressed.alert("i-1", "2026-11-20T10:00:00Z", Rule.MAINTENANCE_WINDOW, reason),
                Suppressed.alert("i-2", "2026-11-20T10:59:59Z", Rule.MAINTENANCE_WINDOW, reason),
                // It was noticed in the window before; by another rule; by a window whose name begins like this one.
                Suppressed.alert("i-3", "2026-11-20T09:59:59Z", Rule.MAINTENANCE_WINDOW, reason),
                Suppressed.alert("i-4", "2026-11-20T10:30:00Z", Rule.SILENCE, reason),
                Suppressed.alert(
                        "i-5", "2026-11-20T10:30:00Z", Rule.MAINTENANCE_WINDOW, reason.replace("jane", "janet"))));
        store.record.write();

        clock.advance(Duration.ofHours(1));
        watch.due();
        clock.advance(SETTLING);
        Announcement ended = watch.due().get(0);

        assertThat(ended.text()).isEqualTo("Alerts are sent again. 2 alerts were not sent.");
        assertThat(ended.facts()).contains(new Fact("suppressed", "2"));
        assertThat(ended.thread()).isEqualTo(ended.key().replace("/maintenance_window_ended", ""));
    }

    @Test
    void endIsToldWithoutACountWhileTheStoreFails() {
        windows.add(window("a", "Fri 10:00-11:00", true));
        clock.advance(Duration.ofMinutes(1));
        watch.due();
        store.close();

        clock.advance(Duration.ofHours(1));
        watch.due();
        clock.advance(SETTLING);

        assertThat(watch.due()).singleElement().satisfies(ended -> {
            assertThat(ended.text()).isEqualTo("Alerts are sent again. How many were not sent is not known.");
            assertThat(ended.facts()).extracting(Fact::name).doesNotContain("suppressed");
        });
    }

    @Test
    void windowThatAnEditTakesAwayEndsThen() {
        windows.add(window("a", "Fri 10:00-11:00", true));
        clock.advance(Duration.ofMinutes(1));
        watch.due();

        windows.clear();
        assertThat(after(Duration.ofMinutes(5))).isEmpty();
        assertThat(after(SETTLING))
                .containsExactly("maintenance_window_ended Maintenance window a of jane has ended"
                        + " 2026-11-20T10:00:00Z/2026-11-20T10:05:00Z");
    }

    @Test
    void windowThatGoesOnIsNotAnnouncedAnew() {
        windows.add(window("a", "Fri 10:00-11:00", true));
        clock.advance(Duration.ofMinutes(1));
        watch.due();

        // By an edit while it is open, and by the next opening that follows at once.
        windows.set(0, window("a", "Fri 10:00-10:30", true));
        windows.add(window("b", "Fri 10:00-11:00", true));
        assertThat(said(watch.due())).singleElement().asString().contains("window b");
        windows.set(0, window("a", "Fri 10:30-12:00", true));
        assertThat(after(Duration.ofMinutes(30))).isEmpty();
        assertThat(after(Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void firstLookTellsWhatIsOpenAndWhatHasEndedShortlyBefore() {
        windows.addAll(Stream.of(
                        window("open", "Fri 08:00-10:00", true),
                        window("over", "Fri 08:30-09:30", true),
                        window("long-over", "Fri 08:00-08:30", true),
                        window("later", "Fri 10:00-11:00", true))
                .toList());

        assertThat(said(watch.due()))
                .containsExactly(
                        "maintenance_window_begun Maintenance window open of jane has begun"
                                + " 2026-11-20T08:00:00Z/2026-11-20T10:00:00Z",
                        "maintenance_window_ended Maintenance window over of jane has ended"
                                + " 2026-11-20T08:30:00Z/2026-11-20T09:30:00Z");
    }

    @Test
    void windowEndsWhenItExpires() {
        windows.add(new MaintenanceWindow(
                "a",
                Schedules.parse("Fri 09:00-11:00"),
                Scope.EVERYTHING,
                "jane",
                "patches",
                Instant.parse("2026-11-20T10:00:00Z"),
                true));
        assertThat(said(watch.due())).singleElement().asString().endsWith("/2026-11-20T10:00:00Z");

        assertThat(after(Duration.ofMinutes(2)))
                .singleElement()
                .asString()
                .startsWith("maintenance_window_ended")
                .endsWith("/2026-11-20T10:00:00Z");
    }
}
