package org.spotalert.cli.explain;

import java.time.Clock;
import java.util.List;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;

/** Finds out what instances run. */
public interface ImpactLookup {

    /** Asks EC2 and ECS; whether a notice is late goes by this clock. */
    List<Impact> impacts(List<Interruption> interruptions, Clock asOf) throws Exception;
}
