package org.spotalert.cli.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.replay.DeadLetter.Explanation;
import org.spotalert.platform.text.TextSanitizer;

/** Moves dead letters to the queue again, and prints what became of each: at once, and as JSON in the end. */
public final class Redrive {

    private static final String MOVED = "moved";
    private static final String NOT_MOVED = "not moved";
    private static final String LEFT = "left";

    private final DeadLetters letters;
    private final Function<DeadLetter, Explanation> explain;
    private final Terminal terminal;
    private final List<Moved> all = new ArrayList<>();

    /**
     * What became of a dead letter.
     *
     * @param outcome moved, not moved or left
     * @param text what it is, or why it was not moved
     */
    record Moved(String id, String outcome, String text) {}

    public Redrive(DeadLetters letters, Function<DeadLetter, Explanation> explain, Terminal terminal) {
        this.letters = letters;
        this.explain = explain;
        this.terminal = terminal;
    }

    /** Moves everything that can be understood, and returns whether nothing failed. */
    public boolean moveAll() {
        StringBuilder unreadable = new StringBuilder();
        List<DeadLetter> batch = letters.receive();
        while (!batch.isEmpty()) {
            move(batch, letter -> {
                if (!letter.readable()) {
                    unreadable.append("left       %s  %s%n".formatted(letter.id(), letter.text()));
                }
                return letter.readable();
            });
            batch = letters.receive();
        }
        terminal.progress().print(unreadable);
        summary();
        if (count(LEFT) > 0) {
            terminal.progress()
                    .println(
                            "What cannot be understood would fail again. Move it all the same, once the program can read it:"
                                    + " replay --id ID. Or be rid of everything that is left: aws sqs purge-queue --queue-url "
                                    + letters.queue().url());
        }
        return count(NOT_MOVED) == 0;
    }

    /** Moves those with these ids, whether they can be understood or not, and returns whether each was. */
    public boolean move(Collection<String> ids) {
        TreeSet<String> missing = new TreeSet<>(ids);
        List<DeadLetter> batch = letters.receive();
        while (!batch.isEmpty()) {
            move(batch, letter -> missing.remove(letter.id()));
            batch = missing.isEmpty() ? List.of() : letters.receive();
        }
        missing.forEach(id -> terminal.err()
                .println("no dead letter has the id " + TextSanitizer.line(id)
                        + ", or somebody else has just received it; list them with replay --dry-run"));
        summary();
        return count(NOT_MOVED) == 0 && missing.isEmpty();
    }

    private void move(List<DeadLetter> batch, Predicate<Explanation> wanted) {
        for (DeadLetter letter : batch) {
            Explanation explanation = explain.apply(letter);
            if (wanted.test(explanation)) {
                move(letter, explanation);
            } else {
                all.add(new Moved(letter.id(), LEFT, explanation.text()));
            }
        }
        terminal.progress().flush();
    }

    private void move(DeadLetter letter, Explanation explanation) {
        Optional<String> failure = letters.move(letter);
        if (failure.isEmpty()) {
            all.add(new Moved(letter.id(), MOVED, explanation.text()));
            terminal.progress().println("moved      " + letter.id() + "  " + explanation.text());
        } else {
            String reason = TextSanitizer.line(failure.get());
            all.add(new Moved(letter.id(), NOT_MOVED, reason));
            terminal.err().println("not moved  " + letter.id() + "  " + reason);
        }
    }

    private void summary() {
        terminal.print(
                all,
                out -> out.println(all.size() + " checked, " + count(MOVED) + " moved from "
                        + letters.queue().name() + " to "
                        + letters.queue().sourceName() + ", " + count(NOT_MOVED) + " not moved, " + count(LEFT)
                        + " left"));
    }

    private long count(String outcome) {
        return all.stream().filter(letter -> letter.outcome().equals(outcome)).count();
    }
}
