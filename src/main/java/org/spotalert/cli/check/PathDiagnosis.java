package org.spotalert.cli.check;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.spotalert.app.Settings;
import org.spotalert.cli.check.Finding.Result;

/** What is wrong between EventBridge and the program, for the running program; its own clients last as long as the question. */
public final class PathDiagnosis implements Processor {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Gives the findings about rule and queue that are not good, one line each. */
    @Override
    public void process(Exchange exchange) throws InterruptedException {
        try (SetUp setUp = new SetUp(Settings.of(exchange.getContext()))) {
            List<String> findings = new Checks(LIMIT, finding -> {})
                            .run(setUp.checks().stream()
                                    .filter(check -> check.subject().equals("queue"))
                                    .toList())
                            .stream()
                            .filter(PathDiagnosis::wrong)
                            .map(finding -> finding.subject() + ": " + finding.text()
                                    + (finding.remedy().isEmpty() ? "" : " (" + finding.remedy() + ")"))
                            .toList();
            exchange.getMessage().setBody(findings);
        }
    }

    /** What the start would make is missing as well. */
    private static boolean wrong(Finding finding) {
        return finding.result() == Result.FAILED
                || finding.result() == Result.WARNING
                || (finding.result() == Result.NOT_TRIED
                        && Set.of(RuleCheck.SUBJECT, QueuePolicy.SUBJECT).contains(finding.subject()));
    }
}
