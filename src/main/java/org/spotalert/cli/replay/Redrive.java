package org.spotalert.cli.replay;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.spotalert.cli.output.Terminal;
import org.spotalert.platform.text.TextSanitizer;

/** Moves dead letters to the queue again, and prints what became of each. */
public final class Redrive {

    private final DeadLetters letters;
    private final Function<DeadLetter, Explanation> explain;
    private final Terminal terminal;

    private final AtomicInteger moved = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();

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
        terminal.out().print(unreadable);
        summary();
        if (left.get() > 0) {
            terminal.out()
                    .println(
                            "What cannot be understood would fail again. Move it all the same, once the program can read it:"
                                    + " replay --id ID. Or be rid of everything that is left: aws sqs purge-queue --queue-url "
                                    + letters.queue().url());
        }
        return failed.get() == 0;
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
        return failed.get() == 0 && missing.isEmpty();
    }

    private void move(List<DeadLetter> batch, Predicate<Explanation> wanted) {
        for (DeadLetter letter : batch) {
            Explanation explanation = explain.apply(letter);
            if (wanted.test(explanation)) {
                move(letter, explanation);
            } else {
                left.incrementAndGet();
            }
        }
        terminal.out().flush();
    }

    private void move(DeadLetter letter, Explanation explanation) {
        Optional<String> failure = letters.move(letter);
        if (failure.isEmpty()) {
            moved.incrementAndGet();
            terminal.out().println("moved      " + letter.id() + "  " + explanation.text());
        } else {
            failed.incrementAndGet();
            terminal.err().println("not moved  " + letter.id() + "  " + TextSanitizer.line(failure.get()));
        }
    }

    private void summary() {
        terminal.out()
                .println(moved.get() + failed.get() + left.get() + " checked, " + moved + " moved from "
                        + letters.queue().name() + " to " + letters.queue().sourceName() + ", " + failed
                        + " not moved, " + left + " left");
    }
}
