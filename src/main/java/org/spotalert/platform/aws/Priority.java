package org.spotalert.platform.aws;

/** Who comes first where the request budget does not suffice for all. */
public enum Priority {
    /** An alert waits for the call. */
    ALERT(0),
    /** A recovery check, or the read of a whole cluster that alerts want, waits for it. */
    RECOVERY(1),
    /** Nobody waits for it: the fleet snapshot, which has a share of its own besides. */
    FLEET(2);

    private final int leaves;

    Priority(int leaves) {
        this.leaves = leaves;
    }

    /** What so many seconds bring is left to those that come before. */
    int leaves() {
        return leaves;
    }
}
