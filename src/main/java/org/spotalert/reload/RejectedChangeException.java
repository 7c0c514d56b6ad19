package org.spotalert.reload;

import java.util.Map;
import org.apache.camel.NoSuchBeanException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** A version of a route file that cannot run; its message is the reason, in one line. */
public final class RejectedChangeException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 300;

    /** What is made at the start for a built-in channel that is enabled, and lent to others of its kind. */
    private static final Map<String, String> LENT = Map.of(
            "sns", "ENABLE_SNS",
            "smtpProperties", "ENABLE_EMAIL",
            "smtpAuthenticator", "ENABLE_EMAIL",
            "emailHeaders", "ENABLE_EMAIL");

    private final boolean outage;

    RejectedChangeException(String reason) {
        this(reason, false);
    }

    private RejectedChangeException(String reason, boolean outage) {
        super(reason);
        this.outage = outage;
    }

    /** The same, where the routes that ran before do not start again either. */
    RejectedChangeException withoutTheLastGoodVersion(Throwable failure) {
        return new RejectedChangeException(
                getMessage() + "; and its last good version does not start again: "
                        + because(failure).getMessage(),
                true);
    }

    boolean outage() {
        return outage;
    }

    /** Says in one line what a chain of Camel and YAML exceptions means. */
    public static RejectedChangeException because(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof MarkedYamlEngineException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        // No quotation marks or backslashes: Camel's health page escapes them twice.
        String reason = reason(cause)
                .replaceAll("[\"\\\\]", "'")
                .replaceAll("\\s+", " ")
                .strip();
        return new RejectedChangeException(
                reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...");
    }

    private static String reason(Throwable cause) {
        // The mark's own text repeats the file and a snippet of it over several lines.
        if (cause instanceof MarkedYamlEngineException yaml
                && yaml.getProblemMark().isPresent()) {
            return "line " + (yaml.getProblemMark().get().getLine() + 1) + ": " + yaml.getProblem();
        }
        if (cause instanceof StackOverflowError) {
            return "it is nested too deeply";
        }
        if (cause instanceof NoSuchBeanException absent && LENT.containsKey(String.valueOf(absent.getName()))) {
            return "it sends by the means of a channel that is not enabled: set " + LENT.get(absent.getName())
                    + "=true, and start again";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
