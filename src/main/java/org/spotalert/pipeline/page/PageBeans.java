package org.spotalert.pipeline.page;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.pipeline.decide.silence.SilenceApi;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.management.Login;

/** Makes what the routes of the page name. */
public final class PageBeans {

    private PageBeans() {}

    /**
     * Makes the page from what the earlier stages have bound.
     *
     * @param login null when there is none; then there is no page
     * @param clock with the time zone that readers want
     */
    public static void bind(
            Registry registry, @Nullable Login login, Supplier<List<MaintenanceWindow>> windows, Clock clock) {
        if (login == null) {
            return;
        }
        SilenceApi silences = bean(registry, "silenceApi", SilenceApi.class);
        Channels channels = bean(registry, "channels", Channels.class);
        Views views = new Views(
                bean(registry, "store", StoreAccess.class),
                silences::notOver,
                windows,
                () -> Set.copyOf(channels.allNames()),
                clock);
        registry.bind("page", new Page(views, silences, login, clock));
    }

    private static <T> T bean(Registry registry, String name, Class<T> type) {
        return Objects.requireNonNull(registry.lookupByNameAndType(name, type), name);
    }
}
