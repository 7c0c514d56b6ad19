package org.spotalert.channels.message;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.spotalert.model.Alert;
import org.spotalert.model.Interruption;
import org.spotalert.platform.text.StableKey;
import org.spotalert.platform.text.TextSanitizer;

/** Names messages and threads: the names are made from the alerts only, so the same at every attempt. */
public final class Threading {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Threading() {}

    /** The same text for every alert about one instance. */
    public static String incident(Interruption interruption) {
        return "spot/" + TextSanitizer.orUnknown(interruption.account()) + "/"
                + TextSanitizer.orUnknown(interruption.region()) + "/"
                + TextSanitizer.orUnknown(interruption.resourceId());
    }

    /** The thread of the message: of the warning it follows, of its instance, or one of its own when it is about several. */
    static String thread(Digest digest) {
        String followed = digest.next().alert().origin().thread();
        if (followed != null) {
            return followed;
        }
        return digest.several()
                ? "spot/digest/" + fingerprint(digest)
                : incident(digest.next().interruption());
    }

    /** The message within its thread: what it announces, and when the first of its notices was given. */
    static String id(Digest digest) {
        String kinds = digest.alerts().stream()
                .map(Alert::announces)
                .distinct()
                .sorted()
                .collect(Collectors.joining("."));
        Instant noticed = digest.alerts().stream()
                .map(alert -> alert.interruption().noticedAt())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        // What belongs to a digest may be sent in parts, in the same thread.
        boolean part = digest.next().alert().origin().thread() != null
                && (digest.several()
                        || !thread(digest).equals(incident(digest.next().interruption())));
        return thread(digest) + "/" + kinds + "/" + SECONDS.format(noticed) + (part ? "/" + fingerprint(digest) : "");
    }

    private static String fingerprint(Digest digest) {
        String alerts =
                digest.alerts().stream().map(Threading::key).distinct().sorted().collect(Collectors.joining("\n"));
        return StableKey.fingerprint(alerts);
    }

    /** The same text whenever the alert is sent: what it announces about its instance, and when that was noticed. */
    public static String key(Alert alert) {
        Interruption interruption = alert.interruption();
        return incident(interruption) + "/" + alert.announces() + "/" + interruption.noticedAt();
    }
}
