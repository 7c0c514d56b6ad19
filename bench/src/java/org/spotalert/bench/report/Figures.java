package org.spotalert.bench.report;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
public final class Figures {

    private Figures() {}

    /** Milliseconds, as such up to two seconds and in seconds above; a dash for what did not happen. */
    public static String time(double millis) {
        if (Double.isNaN(millis)) {
            return "-";
        }
        return millis < 2000 ? number(millis, 0) + " ms" : number(millis / 1000, 1) + " s";
    }

    /** Smallest, median and largest. */
    public static String times(Spread spread) {
        return time(spread.min()) + " / " + time(spread.median()) + " / " + time(spread.max());
    }

    /** Bytes, in MiB; a dash where they are unknown. */
    public static String size(@Nullable Long bytes) {
        return bytes == null ? "-" : number(bytes / 1048576.0, 0) + " MB";
    }

    /** A number with this many decimal places. */
    public static String number(double value, int places) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + places + "f", value);
    }

    /** Calls by action. */
    public static String calls(Map<String, Double> calls) {
        return calls.entrySet().stream()
                .map(call -> call.getKey() + " " + number(call.getValue(), call.getValue() % 1 == 0 ? 0 : 1))
                .collect(Collectors.joining(", "));
    }
}
