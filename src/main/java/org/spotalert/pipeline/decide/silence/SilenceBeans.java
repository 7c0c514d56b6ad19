package org.spotalert.pipeline.decide.silence;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;
import org.spotalert.model.Silence;
import org.spotalert.platform.store.StoreDatabase;

/** Makes what the route of the silences names. */
public final class SilenceBeans {

    private SilenceBeans() {}

    /** Returns the silences that are not over, read anew each time. */
    public static Supplier<List<Silence>> bind(Registry registry, StoreDatabase database, Clock clock) {
        SilenceStore silences = new SilenceStore(database.dataSource());
        registry.bind("silenceDesk", new SilenceDesk(silences, clock));
        return () -> database.ask(() -> silences.notOver(clock.instant()));
    }
}
