package org.spotalert.platform.management;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.mbean.ManagedProcessorMBean;
import org.apache.camel.management.DefaultManagementObjectStrategy;
import org.apache.camel.management.mbean.ManagedCamelContext;
import org.apache.camel.spi.ManagementAgent;

/**
 * The MBean of the Camel context, with a quicker answer about all routes and their steps. An open Hawtio asks for it every two
 * seconds, and Camel asks each step again for each route: 60,000 calls, which keep a processor busy for as long.
 *
 * <p>A step has the id that the dump of the routes gives it, without the prefix of its route's steps: by it Hawtio finds the
 * counters of what it draws.
 */
@ManagedResource(description = "Managed CamelContext")
public final class QuickContextFigures extends ManagedCamelContext {

    private static final Pattern ROUTE = Pattern.compile("<routeStat id=\"([^\"]*)\".*>");

    private QuickContextFigures(CamelContext context) {
        super(context);
    }

    /** Makes it the context's MBean. Comes before the context starts. */
    static void use(CamelContext context) {
        context.getManagementStrategy().setManagementObjectStrategy(new DefaultManagementObjectStrategy() {
            @Override
            public Object getManagedObjectForCamelContext(CamelContext managed) {
                QuickContextFigures figures = new QuickContextFigures(managed);
                figures.init(managed.getManagementStrategy());
                return figures;
            }
        });
    }

    @Override
    public String dumpRoutesStatsAsXml(boolean full, boolean withSteps) throws Exception {
        String routes = super.dumpRoutesStatsAsXml(full, false);
        if (!withSteps) {
            return routes;
        }
        Map<String, StringBuilder> steps = stepsByRoute(full);
        Matcher route = ROUTE.matcher(routes);
        return route.replaceAll(found -> Matcher.quoteReplacement(found.group() + "\n<processorStats>\n"
                + steps.getOrDefault(found.group(1), new StringBuilder())
                + "</processorStats>"));
    }

    private Map<String, StringBuilder> stepsByRoute(boolean full) throws Exception {
        Map<String, StringBuilder> byRoute = new HashMap<>();
        for (Step step : steps()) {
            ManagedProcessorMBean figures = step.figures();
            Integer line = figures.getSourceLineNumber();
            byRoute.computeIfAbsent(figures.getRouteId(), route -> new StringBuilder())
                    .append("<processorStat id=\"%s\" index=\"%s\" state=\"%s\" disabled=\"%s\" sourceLineNumber=\"%s\""
                            .formatted(
                                    drawnId(figures),
                                    step.index(),
                                    figures.getState(),
                                    figures.getDisabled(),
                                    line == null ? -1 : line))
                    .append(" exchangesInflight=\"")
                    .append(figures.getExchangesInflight())
                    .append("\" ")
                    .append(figures.dumpStatsAsXml(full).substring("<stats ".length()))
                    .append('\n');
        }
        return byRoute;
    }

    private static String drawnId(ManagedProcessorMBean figures) {
        String id = figures.getProcessorId();
        String prefix = figures.getNodePrefixId();
        return prefix != null && id.startsWith(prefix) ? id.substring(prefix.length()) : id;
    }

    private record Step(int index, ManagedProcessorMBean figures) {}

    /** The steps of all routes, in their order. */
    private List<Step> steps() throws Exception {
        ManagementAgent agent = getContext().getManagementStrategy().getManagementAgent();
        MBeanServer server = agent.getMBeanServer();
        ObjectName pattern = new ObjectName("%s:context=%s,type=processors,*"
                .formatted(agent.getMBeanObjectDomainName(), getContext().getManagementName()));
        return server.queryNames(pattern, null).stream()
                .map(name -> agent.newProxyClient(name, ManagedProcessorMBean.class))
                .map(figures -> new Step(figures.getIndex(), figures))
                .sorted(Comparator.comparing(Step::index))
                .toList();
    }
}
