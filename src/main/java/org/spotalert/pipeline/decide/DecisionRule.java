package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;

/** One question about an impact. */
interface DecisionRule {

    Rule rule();

    /**
     * Looks at a whole batch, since instances that go together are not judged as if each went alone.
     *
     * @param now the time of the decision
     * @return the answer for each impact of the batch
     */
    Function<Impact, Answer> over(List<Impact> batch, Instant now);

    /**
     * A rule's answer.
     *
     * @param reason why, for a reader
     */
    record Answer(Verdict verdict, String reason) {

        static Answer send(String reason) {
            return new Answer(Verdict.SEND, reason);
        }

        static Answer suppress(String reason) {
            return new Answer(Verdict.SUPPRESS, reason);
        }

        static Answer noOpinion(String reason) {
            return new Answer(Verdict.NO_OPINION, reason);
        }

        static Answer indeterminate(String reason) {
            return new Answer(Verdict.INDETERMINATE, reason);
        }
    }
}
