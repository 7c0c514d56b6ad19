package org.spotalert.pipeline.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.MaintenanceWindow.Schedule;
import org.spotalert.platform.text.TextSanitizer;

/**
 * One maintenance window.
 *
 * @param openUntil when it closes; null when it is closed now
 * @param expires from when on it does not count; null when it never ends
 */
public record WindowRow(
        String name,
        String scope,
        String owner,
        String reason,
        @Nullable Instant openUntil,
        @Nullable Instant expires) {

    static WindowRow of(MaintenanceWindow window, Instant now) {
        return new WindowRow(
                TextSanitizer.line(window.name()),
                TextSanitizer.line(window.scope().toString()),
                TextSanitizer.line(window.owner()),
                TextSanitizer.line(window.reason()),
                window.at(now).map(Schedule.Occurrence::end).orElse(null),
                window.expires());
    }
}
