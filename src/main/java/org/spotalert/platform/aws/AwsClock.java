package org.spotalert.platform.aws;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The time as AWS has it: notices are dated by AWS's clocks, and how old they are cannot be told by one that is wrong. As long as
 * this machine's clock agrees with AWS's, it is this one.
 */
public final class AwsClock extends Clock {

    private final Clock machine;
    private final ClockWatch watch;

    /**
     * @param machine this machine's clock
     * @param watch knows how far it is ahead
     */
    public AwsClock(Clock machine, ClockWatch watch) {
        this.machine = machine;
        this.watch = watch;
    }

    @Override
    public Instant instant() {
        return machine.instant().minus(watch.ahead());
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new AwsClock(machine.withZone(zone), watch);
    }
}
