package org.spotalert.channels.chat;

import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.LargestFit;

/**
 * How much a chat program takes in one message.
 *
 * @param size the largest size, in whatever unit the program counts
 * @param mostRows of services, and as many of standalone tasks, in a message about one instance
 * @param mostRowsOfDigest the same in a digest
 */
public record ChatLimits(int size, int mostRows, int mostRowsOfDigest) {

    private static final int MOST_INSTANCES = 1_000;
    /** What services and standalone tasks may take of a digest in percent, so that instances are named too. */
    private static final int SHARE_BEFORE_INSTANCES = 58;
    /** What ids may take in percent, so that the first instances have details. */
    private static final int SHARE_BEFORE_DETAILS = 94;

    /**
     * The message with as many services, tasks and instances as fit, the worst first.
     *
     * @param writer writes a message of this layout
     * @param sizes the size of such a message
     */
    public <T> T largest(AlertMessage alert, Function<ChatLayout, T> writer, ToIntFunction<T> sizes) {
        Function<ChatRows.Shown, T> message = shown -> writer.apply(ChatSections.layout(alert, shown));
        IntFunction<T> ofRows = most -> message.apply(new ChatRows.Shown(most, 0, 0));
        int rows = alert.several()
                ? most(mostRowsOfDigest, size * SHARE_BEFORE_INSTANCES / 100, ofRows, sizes)
                : most(mostRows, size, ofRows, sizes);
        // That an instance is named at all comes before details about others than the first.
        int named = most(
                MOST_INSTANCES,
                size * SHARE_BEFORE_DETAILS / 100,
                most -> message.apply(new ChatRows.Shown(rows, most, 0)),
                sizes);
        return LargestFit.largest(
                named,
                most -> message.apply(new ChatRows.Shown(rows, named, most)),
                made -> sizes.applyAsInt(made) <= size);
    }

    /** The largest number, up to the highest, whose message is no larger than the limit; 0 when none is. */
    private static <T> int most(int highest, int limit, IntFunction<T> messages, ToIntFunction<T> sizes) {
        return LargestFit.largest(highest, most -> most, most -> sizes.applyAsInt(messages.apply(most)) <= limit);
    }
}
