package org.spotalert.command.rehearsal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.spotalert.rehearsal.ChannelRoutes.Answer;

/** How channels fared, as a table, one line each. */
final class AnswerTable {

    private final Function<Exception, String> reason;
    private final PrintWriter out;

    /**
     * @param reason describes a failed send for a reader, without secrets
     */
    AnswerTable(Function<Exception, String> reason, PrintWriter out) {
        this.reason = reason;
        this.out = out;
    }

    /**
     * Prints the table.
     *
     * @param channels the names of the channels, in the order of their answers
     */
    void print(List<String> channels, List<Answer> answers) {
        int width = channels.stream().mapToInt(String::length).max().orElse(0);
        String row = "%-" + Math.max(width, "CHANNEL".length()) + "s  %-6s  %8s  %s%n";
        out.printf(row, "CHANNEL", "RESULT", "TOOK", "ANSWER");
        for (int index = 0; index < channels.size(); index++) {
            Answer answer = answers.get(index);
            Exception failure = answer.failure();
            out.printf(
                    row,
                    channels.get(index),
                    failure == null ? "sent" : "failed",
                    String.format(Locale.ROOT, "%.1f s", answer.took().toMillis() / 1000.0),
                    failure == null ? answer.text() : reason.apply(failure));
        }
        out.flush();
    }
}
