package org.spotalert.pipeline.decide.silence;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.store.StoreAccess;

/** Makes what the route of the silences names. */
public final class SilenceBeans {

    private SilenceBeans() {}

    /** Returns the silences that are not over, read anew each time. */
    public static Supplier<List<Silence>> bind(Registry registry, StoreAccess store, Clock clock) {
        SilenceApi silences = new SilenceApi(store, clock);
        registry.bind("silenceApi", silences);
        return silences::notOver;
    }
}
