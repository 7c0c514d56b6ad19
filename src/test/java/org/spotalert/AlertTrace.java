package org.spotalert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** The steps that one alert passes on its way to a channel's server, and with which type of body. */
final class AlertTrace implements InterceptStrategy {

    private static final String LAST = "post";

    /** A step: its route, its id and the type of the body that it is given. */
    private record Step(String route, String id, String type) {}

    private final List<Step> passed = new ArrayList<>();

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor nextTarget) {
        String route = ProcessorDefinitionHelper.getRouteId(node);
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                pass(new Step(route, node.getId(), type(exchange.getMessage().getBody())));
                return super.process(exchange, callback);
            }
        };
    }

    /** What comes after the message has been sent does not delay it. */
    private synchronized void pass(Step step) {
        if (passed.stream().noneMatch(before -> before.id().endsWith(LAST))) {
            passed.add(step);
        }
    }

    private static String type(Object body) {
        if (body instanceof List<?> list) {
            return list.isEmpty() ? "List" : "List<" + type(list.get(0)) + ">";
        }
        return body == null ? "-" : body.getClass().getSimpleName();
    }

    /** Leaves out the timers, and puts what runs at the same time in the order of the route files. */
    synchronized void order(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        Map<String, List<Step>> byRoute = passed.stream()
                .filter(step -> !isTimer(context, step.route()))
                .collect(Collectors.groupingBy(Step::route, LinkedHashMap::new, Collectors.toList()));
        passed.clear();
        byRoute.forEach((route, steps) -> {
            List<String> ids =
                    ProcessorDefinitionHelper.filterTypeInOutputs(
                                    model.getRouteDefinition(route).getOutputs(), NamedNode.class)
                            .stream()
                            .map(NamedNode::getId)
                            .toList();
            steps.sort((one, other) -> Integer.compare(ids.indexOf(one.id()), ids.indexOf(other.id())));
            passed.addAll(steps);
        });
    }

    private static boolean isTimer(CamelContext context, String route) {
        return context.getRoute(route).getEndpoint().getEndpointUri().startsWith("timer:");
    }

    Set<String> routes() {
        return passed.stream().map(Step::route).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    int steps() {
        return passed.size();
    }

    /** The types of bodies, or of what is in their lists. */
    Set<String> types() {
        return passed.stream()
                .map(step -> step.type().replaceAll("List<(.*)>", "$1"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        String route = "";
        for (Step step : passed) {
            text.append(String.format(
                            Locale.ROOT,
                            "%-14s %-38s %s",
                            step.route().equals(route) ? "" : step.route(),
                            step.id(),
                            step.type())
                    .stripTrailing());
            text.append('\n');
            route = step.route();
        }
        return text.toString();
    }
}
