package org.spotalert.reload;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.spotalert.pipeline.notify.routing.ChannelConditions;
import org.spotalert.pipeline.notify.routing.RunningChannel;

/** The channels that should be there, which is more than those running while one is being replaced. */
final class ChannelRegistry {

    private final CamelContext context;
    private final Map<String, RunningChannel> channels = new ConcurrentSkipListMap<>();

    ChannelRegistry(CamelContext context) {
        this.context = context;
    }

    /** Called while no route is being replaced. */
    void refresh() {
        List<Route> routes = context.getRoutesByGroup(RunningChannel.GROUP);
        routes.forEach(route -> channels.put(route.getId(), ChannelConditions.channel(route)));
        channels.keySet().retainAll(routes.stream().map(Route::getId).toList());
    }

    void remove(Collection<String> routes) {
        channels.keySet().removeAll(routes);
    }

    /** True when nobody would be alerted without these routes. */
    boolean areOnly(Collection<String> routes) {
        return !channels.isEmpty() && routes.containsAll(channels.keySet());
    }

    List<RunningChannel> all() {
        if (channels.isEmpty()) {
            refresh();
        }
        return List.copyOf(channels.values());
    }
}
