package org.spotalert.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.replay.DeadLetter;
import org.spotalert.cli.replay.DeadLetters;
import org.spotalert.cli.replay.Explanation;
import org.spotalert.platform.text.TextSanitizer;

/** Moves dead letters to the queue again, and says what became of each. */
public final class Redrive {

    private final DeadLetters letters;
    private final Function<DeadLetter, Explanation> explain;
    private final Terminal terminal;

    public Redrive(DeadLetters letters, Function<DeadLetter, Explanation> explain, Terminal terminal) {
        this.letters = letters;
        this.explain = explain;
        this.terminal = terminal;
    }

    /** What became of the dead letters that were looked at. */
    private record Outcome(List<Explanation> moved, List<Explanation> left, List<Explanation> failed) {

        Outcome() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        int looked() {
            return moved.size() + left.size() + failed.size();
        }
    }

    /** Moves everything that can be understood; the exit code is returned. */
    public int moveAll() {
        Outcome outcome = new Outcome();
        List<DeadLetter> batch = letters.receive();
        while (!batch.isEmpty()) {
            move(batch, Explanation::readable, outcome);
            batch = letters.receive();
        }
        outcome.left().forEach(letter -> terminal.out().println("left       " + letter.id() + "  " + letter.text()));
        summary(outcome);
        if (!outcome.left().isEmpty()) {
            terminal.out()
                    .println(
                            "What cannot be understood would fail again. Move it all the same, once the program can read it:"
                                    + " replay --id ID. Or be rid of everything that is left: aws sqs purge-queue --queue-url "
                                    + letters.queue().url());
        }
        return outcome.failed().isEmpty() ? 0 : CommandFailures.FAILED;
    }

    /** Moves those with these ids, whether they can be understood or not; the exit code is returned. */
    public int move(Collection<String> ids) {
        Outcome outcome = new Outcome();
        TreeSet<String> missing = new TreeSet<>(ids);
        List<DeadLetter> batch = letters.receive();
        while (!batch.isEmpty()) {
            move(batch, letter -> missing.remove(letter.id()), outcome);
            batch = missing.isEmpty() ? List.of() : letters.receive();
        }
        missing.forEach(id -> terminal.err()
                .println("no dead letter has the id " + TextSanitizer.line(id)
                        + ", or somebody else has just received it; list them with replay --dry-run"));
        summary(outcome);
        return outcome.failed().isEmpty() && missing.isEmpty() ? 0 : CommandFailures.FAILED;
    }

    private void move(List<DeadLetter> batch, Predicate<Explanation> wanted, Outcome outcome) {
        Map<DeadLetter, Explanation> moving = new LinkedHashMap<>();
        for (DeadLetter letter : batch) {
            Explanation explanation = explain.apply(letter);
            if (wanted.test(explanation)) {
                moving.put(letter, explanation);
            } else {
                outcome.left().add(explanation);
            }
        }
        Map<String, String> failures = letters.move(List.copyOf(moving.keySet()));
        for (Explanation letter : moving.values()) {
            String failure = failures.get(letter.id());
            if (failure == null) {
                outcome.moved().add(letter);
                terminal.out().println("moved      " + letter.id() + "  " + letter.text());
            } else {
                outcome.failed().add(letter);
                terminal.err().println("not moved  " + letter.id() + "  " + TextSanitizer.line(failure));
            }
        }
        terminal.out().flush();
    }

    private void summary(Outcome outcome) {
        terminal.out()
                .println(outcome.looked() + " looked at, " + outcome.moved().size() + " moved from "
                        + letters.queue().name() + " to " + letters.queue().sourceName() + ", "
                        + outcome.failed().size() + " not moved, "
                        + outcome.left().size() + " left");
    }
}
