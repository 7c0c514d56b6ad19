package org.spotalert.cli.dryrun;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** Finds the routes that a message can come to over {@code direct} endpoints. */
final class ReachedRoutes {

    private static final String DIRECT = "direct:";

    /** What stands for something that is known only when a message comes: a property or an expression. */
    private static final Pattern OPEN = Pattern.compile("\\{\\{.*}}|\\$\\{.*}");

    private ReachedRoutes() {}

    /**
     * The routes in which messages begin, and those that they lead to.
     *
     * @param beginning which routes take messages by themselves
     */
    static Set<RouteDefinition> of(Collection<RouteDefinition> all, Predicate<RouteDefinition> beginning) {
        Set<RouteDefinition> reached = new LinkedHashSet<>();
        Deque<RouteDefinition> ahead =
                new ArrayDeque<>(all.stream().filter(beginning).toList());
        while (!ahead.isEmpty()) {
            RouteDefinition route = ahead.pop();
            if (reached.add(route)) {
                List<Pattern> targets = targets(route);
                all.stream().filter(other -> begins(other, targets)).forEach(ahead::push);
            }
        }
        return reached;
    }

    private static boolean begins(RouteDefinition route, List<Pattern> targets) {
        String from = withoutOptions(String.valueOf(route.getInput().getEndpointUri()));
        return targets.stream().anyMatch(target -> target.matcher(from).matches());
    }

    private static List<Pattern> targets(RouteDefinition route) {
        Stream<String> fixed =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), EndpointRequiredDefinition.class)
                        .stream()
                        .map(EndpointRequiredDefinition::getEndpointUri);
        Stream<String> dynamic =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class).stream()
                        .map(ToDynamicDefinition::getUri);
        return Stream.concat(fixed, dynamic)
                .map(String::valueOf)
                .filter(uri -> uri.startsWith(DIRECT))
                .map(ReachedRoutes::target)
                .toList();
    }

    private static Pattern target(String uri) {
        return Pattern.compile(OPEN.splitAsStream(withoutOptions(uri))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*", "", OPEN.matcher(uri).find() ? ".*" : "")));
    }

    private static String withoutOptions(String uri) {
        return uri.replace("//", "").replaceFirst("\\?.*$", "");
    }
}
