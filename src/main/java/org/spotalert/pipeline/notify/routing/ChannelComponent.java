package org.spotalert.pipeline.notify.routing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.direct.DirectComponent;
import org.spotalert.platform.settings.InvalidSettingsException;

/**
 * Camel's direct component with more options of a channel: {@code only} says which alerts it wants, {@code minSeverity} that
 * they have to be so severe besides.
 */
public final class ChannelComponent extends DirectComponent {

    private static final String OPTION = "only";
    private static final String MIN_SEVERITY = "minSeverity";

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ChannelEndpoint endpoint = new ChannelEndpoint(
                uri,
                this,
                condition(
                        remaining,
                        getAndRemoveParameter(parameters, OPTION, String.class, ""),
                        getAndRemoveParameter(parameters, MIN_SEVERITY, String.class, "")));
        endpoint.setBlock(isBlock());
        endpoint.setTimeout(getTimeout());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private static Condition condition(String endpoint, String text, String minSeverity) {
        try {
            String least = minSeverity.isEmpty() ? "" : "severity>=" + minSeverity.toLowerCase(Locale.ROOT);
            return Condition.parse(least).and(Condition.parse(text));
        } catch (IllegalArgumentException broken) {
            String channel = RunningChannel.name(endpoint);
            throw new InvalidSettingsException(List.of("spot.channel." + channel + ".only, or the option " + OPTION
                    + " in the file of the channel " + channel + ": " + broken.getMessage()));
        }
    }
}
