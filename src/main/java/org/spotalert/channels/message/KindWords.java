package org.spotalert.channels.message;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.InterruptionKind;

/** What messages about one kind of event say otherwise than those about another; the names are those of the kinds. */
enum KindWords {
    INTERRUPTION_WARNING(summary -> summary.taken("Spot Instance")),
    REBALANCE_RECOMMENDATION(summary -> summary.several()
            ? "AWS recommends a rebalance for " + summary.counted("Spot Instance")
                    + " at a higher risk of interruption."
            : "AWS recommends a rebalance: the Spot Instance is at a higher risk of interruption.") {
        @Override
        String event(Digest digest) {
            return "rebalance recommendation";
        }

        @Override
        String advice(Digest.Entry next, String instances) {
            return next.time().late()
                    ? "The recommendation is old: check what has become of the " + instances + "."
                    : "There is no deadline yet: drain the " + instances
                            + " while it is calm, or wait for the warning.";
        }

        @Override
        Optional<String> note(Digest.Entry next) {
            return Optional.of("rebalance recommended")
                    .filter(words -> next.time().announced());
        }

        @Override
        String noticed() {
            return "recommended";
        }
    },
    RESERVATION_WARNING(summary -> summary.taken("interruptible instance") + summary.goes()),
    TERMINATE_ACTION(
            summary -> "Auto Scaling terminates " + summary.counted("instance") + "; a lifecycle hook makes it wait.") {
        @Override
        String event(Digest digest) {
            return "termination by Auto Scaling";
        }

        @Override
        String advice(Digest.Entry next, String instances) {
            return "The lifecycle hook's timeout is the deadline: ECS drains only if managed draining is on.";
        }
    },
    STATE_CHANGE(summary -> summary.several()
            ? "EC2 stops or terminates " + summary.counted("instance") + " just now."
            : "EC2 stops or terminates the instance just now" + summary.actions(" (", ")") + ".") {
        @Override
        String event(Digest digest) {
            return digest.next().interruption().action() == InstanceAction.STOP ? "stop" : "termination";
        }

        @Override
        String advice(Digest.Entry next, String instances) {
            return "It is happening: check that the services recover.";
        }
    },
    TASK_INTERRUPTION(summary -> summary.taken("Fargate Spot task")),
    SCHEDULED_CHANGE(Summary::scheduled) {
        @Override
        String event(Digest digest) {
            return new Summary(digest.entriesOf(kind()), digest.several()).scheduledNoun();
        }

        @Override
        String advice(Digest.Entry next, String instances) {
            return next.time().over()
                    ? "The planned time has passed: check that the services run as they shall."
                    : "There is time until then: drain the " + instances
                            + " while it is calm, and replace what is drained.";
        }

        @Override
        Optional<String> note(Digest.Entry next) {
            return Optional.of("scheduled for later").filter(words -> of(next) != this);
        }

        @Override
        String timeLabel() {
            return "Planned time";
        }

        /** AWS Health speaks of instances that were bought in any way. */
        @Override
        String adjective() {
            return "EC2";
        }

        @Override
        String instances() {
            return "EC2 instances";
        }
    },
    MISSED(summary -> "AWS has taken " + summary.counted("Spot Instance") + ", and nobody was notified before.") {
        @Override
        String event(Digest digest) {
            return "reclaim that nobody was notified of";
        }
    },
    MISSED_CANARY(summary ->
            "MISSED CANARY: two events of this program in a row have not come from EventBridge, so that notices"
                    + " do not come either.") {
        @Override
        String event(Digest digest) {
            return "MISSED CANARY";
        }

        @Override
        String advice(Digest.Entry next, String instances) {
            return "Put the path from EventBridge to the queue right: run check, which names what is wrong.";
        }

        @Override
        String adjective() {
            return "EventBridge";
        }
    };

    /** The kinds that a headline counts apart, in this order. */
    static final List<KindWords> NOTED = List.of(SCHEDULED_CHANGE, REBALANCE_RECOMMENDATION);

    @SuppressWarnings("ImmutableEnumChecker") // Each is a method without state.
    private final Function<Summary, String> sentence;

    KindWords(Function<Summary, String> sentence) {
        this.sentence = sentence;
    }

    static KindWords of(InterruptionKind kind) {
        return valueOf(kind.name());
    }

    static KindWords of(Digest.Entry entry) {
        return of(entry.interruption().kind());
    }

    InterruptionKind kind() {
        return InterruptionKind.valueOf(name());
    }

    String sentence(Summary summary) {
        return sentence.apply(summary);
    }

    /** What happens, as a headline names it when the next instance has a notice of this kind. */
    String event(Digest digest) {
        return digest.next().interruption().action() == InstanceAction.HIBERNATE ? "hibernation" : "reclaim";
    }

    /** What the deadline, or the lack of one, asks for; may be empty. */
    String advice(Digest.Entry next, String instances) {
        if (next.interruption().action() == InstanceAction.HIBERNATE) {
            return "Hibernation leaves no time, it begins with the notice: check that the services recover.";
        }
        return next.time().over() ? "The reclaim time has passed: check that the services have recovered." : "";
    }

    /** What a headline says behind the number of instances that have notices of this kind; mostly nothing. */
    Optional<String> note(Digest.Entry next) {
        return Optional.empty();
    }

    /** What the time is called at which AWS takes the instance. */
    String timeLabel() {
        return "Reclaim time";
    }

    /** What AWS did when it gave the notice. */
    String noticed() {
        return "announced";
    }

    /** What one of them is, before what happens to it. */
    String adjective() {
        return "Spot";
    }

    String instances() {
        return "Spot Instances";
    }
}
