package org.spotalert.platform.window;

import java.time.Duration;

/** The failure of a message that is to come back later, and about which nothing is wrong. To be implemented by exceptions. */
public interface Postponed {

    /**
     * How long nobody receives the message.
     *
     * @param receives how often it has been received, this time included
     */
    Duration delay(int receives);
}
