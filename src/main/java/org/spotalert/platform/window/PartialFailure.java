package org.spotalert.platform.window;

import org.jspecify.annotations.Nullable;

/** The failure of a batch that concerns only some of its members. To be implemented by exceptions. */
public interface PartialFailure {

    /**
     * The failure of one member, or of one of the things it brings.
     *
     * @param body what it brings, as it is in the batch
     * @return null when the member is done with, however the others fared
     */
    @Nullable Exception failureOf(Object body);
}
