package org.spotalert.pipeline.audit;

/** How many there are: a number is exact only where all could be seen. */
public sealed interface Count {

    /** All were seen. */
    record Exactly(long number) implements Count {

        @Override
        public String toString() {
            return String.valueOf(number);
        }
    }

    /** Something could not be seen: there may be more, and none that was seen says nothing. */
    record AtLeast(long number) implements Count {

        @Override
        public String toString() {
            return number == 0 ? "unknown" : "at least " + number;
        }
    }

    /** How many were seen. */
    long number();

    /** Whether the number says something: "none seen" says nothing where not all could be seen. */
    default boolean known() {
        return this instanceof Exactly || number() > 0;
    }

    /** This many, of all or not. */
    static Count of(long number, boolean all) {
        return all ? new Exactly(number) : new AtLeast(number);
    }
}
