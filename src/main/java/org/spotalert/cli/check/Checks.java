package org.spotalert.cli.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs all checks at the same time; what fails or takes too long holds up nothing else.
 *
 * @param limit how long each check may take
 * @param known receives each finding as soon as it is there
 */
public record Checks(Duration limit, Consumer<Finding> known) {

    /**
     * A check of one part of a set-up, which depends on no other check.
     *
     * @param subject the part, for when there is no finding
     * @param work does the check; it changes nothing
     */
    public record Check(String subject, Callable<List<Finding>> work) {}

    /** What all of them have found, in the order of the checks. */
    public List<Finding> run(List<Check> checks) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(Checks::daemon);
        try {
            List<Callable<List<Finding>>> work = new ArrayList<>();
            checks.forEach(check -> work.add(() -> {
                List<Finding> found = check.work().call();
                found.forEach(known);
                return found;
            }));
            List<Future<List<Finding>>> answers = threads.invokeAll(work, limit.toMillis(), TimeUnit.MILLISECONDS);
            List<Finding> findings = new ArrayList<>();
            for (int index = 0; index < checks.size(); index++) {
                findings.addAll(findings(checks.get(index).subject(), answers.get(index)));
            }
            return findings;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Finding> findings(String subject, Future<List<Finding>> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException late) {
            return List.of(Finding.failed(
                    subject,
                    "no answer within " + limit.toSeconds() + " s",
                    "look at the network between here and there"));
        } catch (ExecutionException fault) {
            // Its text may hold anything, a secret as well.
            String kind = String.valueOf(fault.getCause()).replaceFirst(":(?s).*", "");
            return List.of(
                    Finding.failed(subject, "cannot be checked: " + kind, "report this as a fault of the program"));
        }
    }

    /** A check that does not end must not keep the command from ending. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "check");
        thread.setDaemon(true);
        return thread;
    }
}
