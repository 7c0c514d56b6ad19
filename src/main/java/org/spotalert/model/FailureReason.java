package org.spotalert.model;

/** Why a channel did not take an alert, in one word that a log, a metric and the history share. */
public enum FailureReason {
    /** The far end refuses the login, the key or the certificate. */
    AUTH,
    /** The far end refuses the message, or this program cannot send it as it stands. */
    REFUSED,
    /** The far end takes no more for now. */
    RATE_LIMITED,
    /** The far end failed, or answered something that it should not. */
    SERVER,
    /** No connection was made in time: the far end does not have the message. */
    TIMEOUT,
    /** No connection was made, or it broke off. */
    UNREACHABLE,
    /** A template cannot be rendered. */
    TEMPLATE,
    /** The message was sent and no answer came: the far end may have it. */
    OUTCOME_UNKNOWN
}
