package org.spotalert.platform.aws;

import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.platform.management.Figures;

/** Shows what is left of the request budget of each account and Region, from the first lookup there on. */
final class BudgetFigures {

    private static final String OWN_ACCOUNT = "own";
    /** The audit's calls to CloudTrail have a budget of their own. */
    private static final Set<ApiBucket> SHOWN = EnumSet.complementOf(EnumSet.of(ApiBucket.CLOUDTRAIL_LOOKUP));

    private final List<Figures> early = new ArrayList<>();
    private final AtomicReference<@Nullable Consumer<Figures>> running = new AtomicReference<>();

    /** Lets this show all of them; lookups begin before all routes have started. */
    synchronized void showBy(Consumer<Figures> program) {
        running.set(program);
        early.forEach(program);
        early.clear();
    }

    /**
     * Shows one more.
     *
     * @param budget the budget that is there when somebody looks; null when there is none any more
     */
    synchronized void show(AccountRegion there, Supplier<@Nullable RequestBudget> budget) {
        String account = Objects.requireNonNullElse(there.account(), OWN_ACCOUNT);
        Figures figures = new Figures(
                "type=RequestBudget,region=" + there.region() + ",account=" + account,
                "How many requests lookups may send there at once; below 0 when some wait");
        for (ApiBucket bucket : SHOWN) {
            figures.number(
                    bucket.name(),
                    "spot.request.budget.remaining",
                    "Requests to AWS that lookups may send at once; below 0 when some wait",
                    Tags.of("account", account, "region", there.region(), "bucket", bucket.name()),
                    () -> left(budget.get(), bucket));
        }
        Objects.requireNonNullElse(running.get(), early::add).accept(figures);
    }

    private static double left(@Nullable RequestBudget budget, ApiBucket bucket) {
        return budget == null ? Double.NaN : budget.left(bucket);
    }
}
