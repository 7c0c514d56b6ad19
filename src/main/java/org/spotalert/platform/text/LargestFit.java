package org.spotalert.platform.text;

import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Finds how much of a list a message may show without passing a limit of its receiver. */
public final class LargestFit {

    private LargestFit() {}

    /**
     * What is made with the highest number that fits; with 0 when nothing does.
     *
     * @param highest the highest number to try
     * @param made makes the message with so many rows; more rows never make it smaller
     */
    public static <T> T largest(int highest, IntFunction<T> made, Predicate<T> fits) {
        int fitting = 0;
        int above = highest + 1;
        while (above - fitting > 1) {
            int middle = (fitting + above) >>> 1;
            if (fits.test(made.apply(middle))) {
                fitting = middle;
            } else {
                above = middle;
            }
        }
        return made.apply(fitting);
    }
}
