package org.spotalert.channels.failure;

import java.util.Locale;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.jspecify.annotations.Nullable;

/** HTTP status codes with their standard words; the server's own words are text from outside. */
public final class HttpReason {

    private HttpReason() {}

    /** For example {@code HTTP 404 Not Found}. */
    public static String of(int status) {
        boolean standard = status >= 100 && status < 600;
        @Nullable String reason = standard ? EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ROOT) : null;
        return reason == null ? "HTTP " + status : "HTTP " + status + " " + reason;
    }
}
