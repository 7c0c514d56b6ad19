package org.spotalert.pipeline.notify;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Failure;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;

/** The steps of a delivery around the channel itself: the claims before and after, and the fallback. */
public final class DeliverySteps {

    private final DeliveryLog claims;
    private final Function<Exception, Failure> failures;

    /**
     * @param failures says why a channel failed
     */
    public DeliverySteps(DeliveryLog claims, Function<Exception, Failure> failures) {
        this.claims = claims;
        this.failures = failures;
    }

    /**
     * The delivery, cut down to what the channel does not have and nobody is sending.
     *
     * @throws RuntimeException when the store of the claims fails
     */
    public Delivery claim(Delivery delivery) {
        return delivery.anythingToSend()
                ? delivery.withShare(claims.claim(delivery.channel(), delivery.alerts()))
                : delivery;
    }

    /** The delivery while the store of the claims fails: cut down to what this process does not know it has sent. */
    public Delivery withoutClaim(Delivery delivery) {
        return delivery.withShare(claims.withoutStore(delivery.channel(), delivery.alerts()));
    }

    /**
     * The delivery, done.
     *
     * @param redeliveries how often the channel has tried again; null when it did not
     */
    public Delivery sent(Delivery delivery, @Nullable Integer redeliveries) {
        claims.confirm(delivery.channel(), delivery.alerts());
        return delivery.sentAfter(tries(redeliveries));
    }

    /** The delivery, failed: its claims are given back, so that the next try need not wait for them to lapse. */
    public Delivery failed(Delivery delivery, @Nullable Integer redeliveries, Exception failure) {
        if (failure instanceof UnfinishedSendException unfinished) {
            return unfinished(delivery, unfinished);
        }
        claims.release(delivery.channel(), delivery.alerts());
        return delivery.failed(failures.apply(failure), tries(redeliveries));
    }

    /** What may still be under way keeps its claim: {@link ChannelSender} says how it ended. */
    private Delivery unfinished(Delivery delivery, UnfinishedSendException unfinished) {
        if (unfinished.outcome() == UnfinishedSendException.Outcome.IN_FLIGHT) {
            return delivery.leftBehind();
        }
        if (unfinished.outcome() == UnfinishedSendException.Outcome.NOT_SENT) {
            claims.release(delivery.channel(), delivery.alerts());
        }
        return delivery.failed(unfinished.failure(), 1);
    }

    /** Records that a channel has taken alerts that its batch no longer waited for. */
    void sentLate(Delivery delivery) {
        claims.confirm(delivery.channel(), delivery.alerts());
    }

    /** Records that a channel has not taken alerts that its batch no longer waited for, or nobody knows. */
    void notSentLate(Delivery delivery) {
        claims.release(delivery.channel(), delivery.alerts());
    }

    private static int tries(@Nullable Integer redeliveries) {
        return redeliveries == null ? 1 : redeliveries + 1;
    }

    /** The failed delivery, done after all when its fallback has told people. The channel then counts as having it. */
    public Delivery settled(Delivery failed, Delivery fallback) {
        Failure own = failed.failure();
        if (own != null && !fallback.complete()) {
            String standby = Optional.ofNullable(fallback.failure())
                    .map(Failure::text)
                    .orElse("is just being told by somebody else");
            return failed.failed(
                    new Failure(own.reason(), own.text() + "; its fallback " + fallback.channel() + ": " + standby),
                    failed.attempts());
        }
        claims.confirm(failed.channel(), failed.alerts());
        return failed.toldBy(fallback);
    }
}
