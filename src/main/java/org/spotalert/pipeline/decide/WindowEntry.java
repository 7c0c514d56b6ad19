package org.spotalert.pipeline.decide;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.MaintenanceWindow.Schedule;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Scope;

/**
 * A maintenance window as it is written down. It opens weekly, once ({@code from}, {@code until}) or by a recurrence rule
 * ({@code recurs}, {@code from}, {@code lasts}).
 *
 * @param timeZone UTC when it is left out
 * @param lasts such as {@code 4h} or {@code 1d12h}
 * @param expires the last day on which it counts, in its time zone
 */
record WindowEntry(
        @Nullable String name,
        @Nullable String weekly,
        @Nullable String from,
        @Nullable String until,
        @Nullable String recurs,
        @Nullable String lasts,
        @JsonProperty("time-zone") @Nullable String timeZone,
        @Nullable ScopeEntry scope,
        @Nullable String owner,
        @Nullable String reason,
        @Nullable String expires) {

    /** What a window is about; each part a name or pattern, or a list of them. */
    record ScopeEntry(
            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> account,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> region,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> cluster,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> service) {

        Scope toScope() {
            return new Scope(
                    patterns(NamePattern.Kind.ACCOUNT, account),
                    patterns(NamePattern.Kind.REGION, region),
                    patterns(NamePattern.Kind.CLUSTER, cluster),
                    patterns(NamePattern.Kind.CLUSTER_SERVICE, service));
        }

        private static List<NamePattern> patterns(NamePattern.Kind kind, @Nullable List<String> texts) {
            return texts == null ? List.of() : kind.patterns(texts);
        }
    }

    /**
     * The window.
     *
     * @throws IllegalArgumentException saying what is missing or wrong
     */
    MaintenanceWindow toWindow() {
        ZoneId zone = Schedules.zone(timeZone == null ? "UTC" : timeZone);
        return new MaintenanceWindow(
                required("name", name),
                schedule(zone),
                scope == null ? Scope.EVERYTHING : scope.toScope(),
                required("owner", owner),
                required("reason", reason),
                expiry(zone));
    }

    private Schedule schedule(ZoneId zone) {
        long ways = Stream.of(weekly, until, recurs).filter(Objects::nonNull).count();
        if (ways != 1) {
            throw new IllegalArgumentException(
                    "give either weekly, or from and until, or recurs with from and lasts, and no two of them");
        }
        if (weekly != null) {
            return Schedules.weekly(weekly, zone);
        }
        return recurs == null
                ? Schedules.once(required("from", from), required("until", until), zone)
                : Schedules.recurring(recurs, required("from", from), Schedules.length(required("lasts", lasts)), zone);
    }

    private @Nullable Instant expiry(ZoneId zone) {
        try {
            if (expires == null) {
                return null;
            }
            LocalDate last = LocalDate.parse(expires);
            Schedules.checkYear(last.getYear());
            return last.plusDays(1).atStartOfDay(zone).toInstant();
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("expires: \"" + expires + "\" is not a date such as 2027-01-31", wrong);
        }
    }

    private static String required(String member, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return text;
    }
}
