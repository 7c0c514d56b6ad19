package org.spotalert.platform.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.management.mbean.ManagedCamelContext;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The MBean of a context with 40 routes, beside Camel's own. */
class QuickContextFiguresTest {

    private static final int ROUTES = 40;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private ManagedCamelContext own;

    @BeforeEach
    void start() throws Exception {
        QuickContextFigures.use(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                IntStream.range(0, ROUTES)
                        .forEach(number -> from("direct:in-" + number)
                                .routeId("route-" + number)
                                .routeGroup("$1")
                                .setBody(constant("a"))
                                .log("$0 ${body}")
                                .setHeader("b", constant("c"))
                                .removeHeader("b"));
            }
        });
        context.start();
        own = new ManagedCamelContext(context);
        own.init(context.getManagementStrategy());
        context.createProducerTemplate().sendBody("direct:in-7", "x");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private String quick(boolean full, boolean steps) throws Exception {
        return (String) context.getManagementStrategy()
                .getManagementAgent()
                .getMBeanServer()
                .invoke(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName()
                                + ",type=context,name=\"" + context.getName() + "\""),
                        "dumpRoutesStatsAsXml",
                        new Object[] {full, steps},
                        new String[] {"boolean", "boolean"});
    }

    /** The lines, without what differs from one moment to the next. */
    private static List<String> lines(String xml) {
        return xml.replaceAll("(uptime|idleSince)=\"-?\\d+\"", "$1")
                .replaceAll("(?m)^ *", "")
                .lines()
                .filter(line -> !line.startsWith("<camelContextStat"))
                .toList();
    }

    @Test
    void saysWhatCamelSays() throws Exception {
        for (boolean full : new boolean[] {true, false}) {
            for (boolean steps : new boolean[] {true, false}) {
                assertThat(lines(quick(full, steps))).isEqualTo(lines(own.dumpRoutesStatsAsXml(full, steps)));
            }
        }
        assertThat(quick(false, true)).contains("routeStat id=\"route-7\"").contains("exchangesCompleted=\"1\"");
    }

    private static String part(String xml, String element, String id) {
        return StringHelper.between(xml, "<" + element + " id=\"" + id + '"', "</" + element + ">");
    }

    /** The ids of all elements of this name. */
    private static List<String> ids(String element, String xml) {
        return Pattern.compile("<" + element + " id=\"([^\"]*)\"")
                .matcher(xml)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void stepsHaveTheIdsThatHawtioDraws() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("template")
                        .templateParameter("name")
                        .from("direct:{{name}}")
                        .nodePrefixId("sends-")
                        .log("one")
                        .id("first")
                        .log("two");
            }
        });
        for (String route : List.of("made-once", "made-twice")) {
            TemplatedRouteBuilder.builder(context, "template")
                    .routeId(route)
                    .parameter("name", route)
                    .add();

            assertThat(ids("processorStat", part(quick(true, true), "routeStat", route)))
                    .hasSize(2)
                    .contains("first")
                    .isEqualTo(ids("log", part(own.dumpRoutesAsXml(), "route", route)));
        }
    }

    @Test
    void takesAFractionOfTheTime() throws Exception {
        long quick = Long.MAX_VALUE;
        long camels = Long.MAX_VALUE;
        // The shortest of several: what else the machine does makes some of them longer.
        for (int round = 0; round < 5; round++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            quick(true, true);
            long middle = THREADS.getCurrentThreadCpuTime();
            own.dumpRoutesStatsAsXml(true, true);
            quick = Math.min(quick, middle - begin);
            camels = Math.min(camels, THREADS.getCurrentThreadCpuTime() - middle);
        }

        assertThat(quick).isLessThan(camels / 3);
    }
}
