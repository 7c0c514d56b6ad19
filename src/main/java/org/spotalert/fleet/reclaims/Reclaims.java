package org.spotalert.fleet.reclaims;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.platform.aws.AwsFailure;

/** Asks AWS what it has taken, each source no more often than it bears, and remembers the answers. */
public final class Reclaims {

    /** AWS may say late what it has taken: each question reaches back so far behind the last one that was answered. */
    private static final Duration OVERLAP = Duration.ofMinutes(30);

    private final List<ReclaimSource> sources;
    private final Executor threads;
    private final Supplier<@Nullable String> ownAccount;
    private final Clock clock;
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();

    /**
     * @param threads ask the places at the same time
     * @param ownAccount the account of the program's own credentials; null while it is not known
     */
    public Reclaims(List<ReclaimSource> sources, Executor threads, Supplier<@Nullable String> ownAccount, Clock clock) {
        this.sources = List.copyOf(sources);
        this.threads = threads;
        this.ownAccount = ownAccount;
        this.clock = clock;
    }

    private record Question(AccountRegion there, String source) {}

    /**
     * What a source has said so far.
     *
     * @param askedAt when it was asked last
     * @param seenUntil up to when it has said all; null when it has never answered to the end
     * @param unseen that the last question was not answered to the end; null when it was
     */
    private record Answer(
            Instant askedAt,
            @Nullable Instant seenUntil,
            List<Reclaim> reclaims,
            @Nullable Unseen unseen) {

        boolean serves(Instant now, Duration interval) {
            return unseen == null && now.isBefore(askedAt.plus(interval));
        }
    }

    /**
     * What AWS has taken in these places since then, each once. Asks what was not asked recently.
     *
     * @param unseen takes what could not be seen
     */
    public List<Reclaim> since(Collection<AccountRegion> places, Instant since, Consumer<Unseen> unseen) {
        List<CompletableFuture<Void>> asked = places.stream()
                .map(there ->
                        CompletableFuture.runAsync(() -> sources.forEach(source -> ask(source, there, since)), threads))
                .toList();
        asked.forEach(CompletableFuture::join);
        answers.keySet().removeIf(question -> !places.contains(question.there()));
        answers.values().stream()
                .flatMap(answer -> Stream.ofNullable(answer.unseen()))
                .sorted(Comparator.comparing(Unseen::toString))
                .forEach(unseen);
        return Reclaim.merged(answers.values().stream()
                .flatMap(answer -> answer.reclaims().stream())
                .toList());
    }

    private void ask(ReclaimSource source, AccountRegion there, Instant since) {
        Instant now = clock.instant();
        answers.compute(
                new Question(there, source.name()),
                (question, before) -> before != null && before.serves(now, source.interval())
                        ? before
                        : ask(source, there, since, before, now));
    }

    private Answer ask(ReclaimSource source, AccountRegion there, Instant since, @Nullable Answer before, Instant now) {
        Instant seenUntil = before == null ? null : before.seenUntil();
        List<Reclaim> found = new ArrayList<>();
        Unseen unseen = null;
        try {
            String own = there.account() == null ? ownAccount.get() : there.account();
            source.ask(
                    there,
                    seenUntil == null ? since : latest(since, seenUntil.minus(OVERLAP)),
                    reclaim -> found.add(reclaim.in(own)));
        } catch (RuntimeException failure) {
            String where = there.account() == null ? there.region() : there.account() + " " + there.region();
            unseen = new Unseen(where, source.name(), reason(there, failure));
        }
        // What has no time is remembered as long as AWS names it.
        Stream<Reclaim> earlier = before == null
                ? Stream.of()
                : before.reclaims().stream()
                        .filter(reclaim -> reclaim.at() != null && !reclaim.at().isBefore(since));
        return new Answer(
                now,
                unseen == null ? now : seenUntil,
                Reclaim.merged(Stream.concat(earlier, found.stream()).toList()),
                unseen);
    }

    /** Why a question was not answered there, and what to do. */
    public static String reason(AccountRegion there, RuntimeException failure) {
        if (!AwsFailure.isOne(failure)) {
            return String.valueOf(failure.getMessage());
        }
        return AwsFailure.describe(failure) + "; "
                + (there.account() != null && AwsFailure.denied(failure)
                        ? "add the stack of deploy/member.yaml there, or bring it up to date: its role has this right"
                        : AwsFailure.remedy(failure));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
