package org.spotalert.platform.window;

/** A body that takes more room in a window than others. */
public interface Weighted {

    /** How many bodies of the usual size it counts for; at least one. */
    int weight();
}
