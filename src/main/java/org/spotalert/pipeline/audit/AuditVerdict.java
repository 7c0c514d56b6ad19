package org.spotalert.pipeline.audit;

/** What the audit finds about one instance that AWS has taken. */
public enum AuditVerdict {
    /** Somebody was notified while as many seconds were left as promised. */
    IN_TIME("notified in time"),
    /** Somebody was notified before the end, with fewer seconds left. */
    LATE("notified late"),
    /** Somebody was notified when the instance had gone. */
    AFTER_END("notified after the end"),
    /** AWS announced it, and nobody was notified. */
    NOT_NOTIFIED("announced by AWS, nobody was notified"),
    /** AWS announced it nowhere that can be seen, and nobody was notified. */
    NEVER_ANNOUNCED("never announced by AWS"),
    /** A rule decided that nobody is notified. */
    SUPPRESSED("suppressed"),
    /** The instance belonged to no ECS cluster. */
    NOT_IN_ECS("not in ECS"),
    /** The instance was in an account that the program does not look into. */
    NOT_OURS("not ours");

    private final String words;

    AuditVerdict(String words) {
        this.words = words;
    }

    /** For a reader. */
    public String words() {
        return words;
    }

    /** Whether something went wrong. */
    public boolean needsALook() {
        return missed() || this == LATE || this == AFTER_END;
    }

    /** Whether somebody should have been notified, and nobody was. */
    public boolean missed() {
        return this == NOT_NOTIFIED || this == NEVER_ANNOUNCED;
    }
}
