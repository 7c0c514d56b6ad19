package org.spotalert.cli.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalEndpointsTest {

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private List<String> farEnds(LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
        context.start();
        return ExternalEndpoints.of(context.getRoute("channel-pager"), context.getRoutes()).stream()
                .map(Endpoint::getEndpointUri)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.org/v1, true",
        "smtp://mail.example.org:25, true",
        "log:pager, true",
        "direct:channel-pager, false",
        "seda:later, false",
        "bean:java.lang.String, false"
    })
    void whatLeavesTheProgramIsDistinguishedFromWhatDoesNot(String uri, boolean farEnd) {
        assertThat(ExternalEndpoints.isOne(context.getEndpoint(uri))).isEqualTo(farEnd);
    }

    @Test
    void theyAreFoundOverDirectRoutesAndOnceAServer() throws Exception {
        List<String> ends = farEnds(routes -> {
            routes.from("direct:channel-pager")
                    .id("channel-pager")
                    .to("http://one.example.org/search?bridgeEndpoint=true")
                    .choice()
                    .when(routes.simple("${body} == null"))
                    .to("http://one.example.org/issue")
                    .otherwise()
                    .to("direct:gateway")
                    .end();
            routes.from("direct:gateway?timeout=5")
                    .id("gateway")
                    .to("https://two.example.org/x", "direct:channel-pager");
            routes.from("direct:other").id("other").to("https://three.example.org/x");
        });

        assertThat(ends)
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("http://one.example.org/search"),
                        two -> assertThat(two).startsWith("https://two.example.org/x"));
    }

    @Test
    void whereAMessageDecidesNothingIsKnown() throws Exception {
        List<String> ends = farEnds(routes -> {
            routes.from("direct:channel-pager").id("channel-pager").toD("https://${body}.example.org/x");
        });

        assertThat(ends).isEmpty();
    }
}
