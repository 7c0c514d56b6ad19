package org.spotalert.fleet;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.LoadBalancers;
import software.amazon.awssdk.core.exception.SdkException;

/** The deregistration delays of target groups, for a command: each group is asked about once. */
public final class DeregistrationDelays {

    private final Map<String, CompletableFuture<Delay>> asked = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Delay> refusal = new AtomicReference<>();
    private final LoadBalancers balancers;

    /** @param unknown why AWS does not say it, for a reader; null when it does */
    private record Delay(int seconds, @Nullable String unknown) {}

    public DeregistrationDelays(LoadBalancers balancers) {
        this.balancers = balancers;
    }

    /** Starts asking about the target groups of these. */
    void ask(Collection<SpotUse> uses) {
        uses.stream()
                .flatMap(use -> use.targetGroups().stream())
                .forEach(group -> asked.computeIfAbsent(
                        group, added -> CompletableFuture.supplyAsync(() -> delay(added), balancers.threads())));
    }

    /** Who may not ask about one target group may ask about none. */
    private Delay delay(String targetGroup) {
        Delay refused = refusal.get();
        if (refused != null) {
            return refused;
        }
        try {
            return new Delay(balancers.deregistrationDelay(targetGroup), null);
        } catch (SdkException failure) {
            String words = AwsFailure.describe(failure).replaceAll(" on resource: \\S+", "");
            if (!AwsFailure.denied(failure)) {
                return new Delay(0, words);
            }
            Delay denied = new Delay(0, words + "; allow " + LoadBalancers.RIGHT);
            refusal.set(denied);
            return denied;
        }
    }

    /** The longest delay of its target groups in seconds, as far as AWS says it; 0 when it has none. Waits for the answers. */
    public int longest(SpotUse use) {
        return of(use).mapToInt(Delay::seconds).max().orElse(0);
    }

    /** Why AWS does not say the delays of its target groups, for a reader; empty when it says all. */
    public Set<String> unknown(SpotUse use) {
        return of(use).flatMap(delay -> Stream.ofNullable(delay.unknown())).collect(Collectors.toSet());
    }

    private Stream<Delay> of(SpotUse use) {
        return use.targetGroups().stream()
                .flatMap(group -> Stream.ofNullable(asked.get(group)))
                .map(CompletableFuture::join);
    }
}
