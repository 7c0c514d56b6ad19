package org.spotalert.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.spotalert.model.AccountRegion;

class LookupBudgetFiguresTest {

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final LookupFigures figures = new LookupFigures();

    private double left(String account, ApiBucket bucket) {
        return metrics.get("spot.request.budget.remaining")
                .tags("account", account, "region", "eu-west-1", "bucket", bucket.name())
                .gauge()
                .value();
    }

    @Test
    void whatIsLeftIsSeenWhereverLookupsHaveBegunBeforeTheStartOrAfter() throws Exception {
        RequestBudget own = new RequestBudget(50, 10);
        AtomicReference<@Nullable RequestBudget> budget = new AtomicReference<>(own);
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, metrics);
        try {
            figures.show(new AccountRegion(null, "eu-west-1"), budget::get);
            context.start();
            figures.showIn(metrics, each -> each.showNow(context));
            figures.show(new AccountRegion("111122223333", "eu-west-1"), () -> new RequestBudget(10, 10));

            // All of it is given up, and comes back at 10 a second.
            own.throttled(ApiBucket.ECS_CLUSTER_READ);

            assertThat(left("own", ApiBucket.EC2_NON_MUTATING)).isEqualTo(50);
            assertThat(left("own", ApiBucket.ECS_CLUSTER_READ)).isLessThan(25);
            assertThat(left("111122223333", ApiBucket.ECS_SERVICE_READ)).isEqualTo(10);
            assertThat(ManagementFactory.getPlatformMBeanServer()
                            .getAttribute(
                                    new ObjectName("org.spotalert:type=RequestBudget,region=eu-west-1,account=own"),
                                    "EC2_NON_MUTATING"))
                    .isEqualTo(50.0);

            budget.set(null);
            assertThat(left("own", ApiBucket.EC2_NON_MUTATING)).isNaN();
        } finally {
            context.stop();
        }
    }
}
