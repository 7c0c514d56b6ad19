package org.spotalert.channel;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.jspecify.annotations.Nullable;

/** HTTP status codes with their standard words; the server's own words are text from outside. */
final class HttpReason {

    private static final Pattern ERROR_CODE = Pattern.compile("[a-z]{2,20}(_[a-z]{1,20}){1,6}");

    private HttpReason() {}

    /** For example {@code HTTP 404 Not Found}. */
    static String of(int status) {
        boolean standard = status >= 100 && status < 600;
        @Nullable String reason = standard ? EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ROOT) : null;
        return reason == null ? "HTTP " + status : "HTTP " + status + " " + reason;
    }

    /** An answer that is nothing but an error code, such as Slack's {@code no_service}, in brackets; else nothing. */
    static String code(@Nullable String answer) {
        String text = answer == null ? "" : answer.strip();
        return ERROR_CODE.matcher(text).matches() ? " (" + text + ")" : "";
    }
}
