package org.spotalert.pipeline.notify.routing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.settings.InvalidSettingsException;

/**
 * Reads the condition of each channel while Camel makes its route, so that a broken one stops the start or the edit. The
 * template's parameter {@code only} counts, or else the setting {@code spot.channel.NAME.only}; a template may ask for a least
 * severity besides, by its parameter {@code minSeverity}.
 */
public final class ChannelConditions implements RoutePolicyFactory {

    private static final String ONLY = "only";
    private static final String MIN_SEVERITY = "minSeverity";

    private static final class ConditionPolicy extends RoutePolicySupport {

        private final Condition condition;

        ConditionPolicy(Condition condition) {
            this.condition = condition;
        }
    }

    public static RunningChannel channel(Route route) {
        Condition condition = route.getRoutePolicyList().stream()
                .filter(ConditionPolicy.class::isInstance)
                .map(policy -> ((ConditionPolicy) policy).condition)
                .findFirst()
                .orElseGet(() -> Condition.parse(""));
        return new RunningChannel(route.getEndpoint().getEndpointUri().replaceFirst("\\?.*", ""), condition);
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return route instanceof RouteDefinition definition && RunningChannel.GROUP.equals(definition.getGroup())
                ? new ConditionPolicy(condition(context, definition))
                : null;
    }

    private static Condition condition(CamelContext context, RouteDefinition route) {
        String channel = RunningChannel.name(
                context.resolvePropertyPlaceholders(route.getInput().getEndpointUri())
                        .replaceFirst("\\?.*", ""));
        String only = parameter(context, route, ONLY)
                .or(() -> context.getPropertiesComponent().resolveProperty("spot.channel." + channel + "." + ONLY))
                .orElse("");
        String least = parameter(context, route, MIN_SEVERITY)
                .filter(severity -> !severity.isEmpty())
                .map(severity -> "severity>=" + severity.toLowerCase(Locale.ROOT))
                .orElse("");
        try {
            return Condition.parse(least).and(Condition.parse(only));
        } catch (IllegalArgumentException broken) {
            throw new InvalidSettingsException(List.of("spot.channel." + channel + "." + ONLY + ", or the parameter "
                    + ONLY + " in the file of the channel " + channel + ": " + broken.getMessage()));
        }
    }

    private static Optional<String> parameter(CamelContext context, RouteDefinition route, String name) {
        Map<String, Object> parameters = Objects.requireNonNullElse(route.getTemplateParameters(), Map.of());
        return Optional.ofNullable(parameters.get(name))
                .map(value -> context.resolvePropertyPlaceholders(value.toString()));
    }
}
