package org.spotalert.cli.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReachedRoutesTest {

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    /** The ids of the routes that those of the group {@code channel} lead to, themselves included. */
    private List<String> reached(LambdaRouteBuilder routes) throws Exception {
        List<RouteDefinition> all = builder(routes).configureRoutes(context).getRoutes();
        Set<RouteDefinition> reached = ReachedRoutes.of(all, route -> "channel".equals(route.getGroup()));
        return reached.stream().map(RouteDefinition::getId).toList();
    }

    private static RouteBuilder builder(LambdaRouteBuilder routes) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes.accept(this);
            }
        };
    }

    @Test
    void routesAreFollowedFromOneToTheNext() throws Exception {
        List<String> reached = reached(routes -> {
            routes.from("direct:channel-pager")
                    .id("channel-pager")
                    .group("channel")
                    .to("direct:gateway");
            routes.from("direct:gateway").id("gateway").to("direct:log").to("direct:channel-pager");
            routes.from("direct:log").id("log").to("log:x");
            routes.from("direct:enrich").id("enrich").to("direct:gateway");
        });

        assertThat(reached).containsExactlyInAnyOrder("channel-pager", "gateway", "log");
    }

    @Test
    void stepsWithinOthersCount() throws Exception {
        List<String> reached = reached(routes -> {
            routes.from("direct:channel-pager")
                    .id("channel-pager")
                    .group("channel")
                    .onException(IllegalStateException.class)
                    .to("direct:failed")
                    .end()
                    .choice()
                    .when(routes.simple("${body.size} > 1"))
                    .to("direct:several")
                    .otherwise()
                    .multicast()
                    .to("direct:one", "direct:copy")
                    .end()
                    .end();
            routes.from("direct:failed").id("failed").to("log:x");
            routes.from("direct:several").id("several").to("log:x");
            routes.from("direct:one").id("one").to("log:x");
            routes.from("direct:copy").id("copy").to("log:x");
        });

        assertThat(reached).contains("failed", "several", "one", "copy");
    }

    @Test
    void optionsAndSlashesMakeNoDifference() throws Exception {
        List<String> reached = reached(routes -> {
            routes.from("direct:channel-pager?only=severity")
                    .id("channel-pager")
                    .group("channel")
                    .to("direct://gateway?failIfNoConsumers=false");
            routes.from("direct:gateway?synchronous=true").id("gateway").to("log:x");
            routes.from("direct:gateway-two").id("gateway-two").to("log:x");
        });

        assertThat(reached).containsExactly("channel-pager", "gateway");
    }

    @Test
    void whatOnlyAMessageTellsMayBeAnythingThatFits() throws Exception {
        List<String> reached = reached(routes -> {
            routes.from("direct:channel-pager")
                    .id("channel-pager")
                    .group("channel")
                    .toD("direct:desk-${body.severity}-open")
                    .to("direct:{{where}}");
            routes.from("direct:desk-critical-open").id("critical").to("log:x");
            routes.from("direct:desk-info-open").id("info").to("log:x");
            routes.from("seda:queue").id("queue").to("log:x");
        });

        assertThat(reached).contains("critical", "info").doesNotContain("queue");
    }

    @Test
    void expressionLeavesWhatDoesNotFit() throws Exception {
        List<String> reached = reached(routes -> {
            routes.from("direct:channel-pager")
                    .id("channel-pager")
                    .group("channel")
                    .toD("direct:desk-${body.severity}-open");
            routes.from("direct:desk-critical-open").id("open").to("log:x");
            routes.from("direct:desk-critical-close").id("close").to("log:x");
        });

        assertThat(reached).containsExactly("channel-pager", "open");
    }
}
