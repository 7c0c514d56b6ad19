package org.spotalert.live;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** A version of a route file that cannot run; its message is the reason, in one line. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 300;

    private final boolean outage;

    RefusedException(String reason) {
        this(reason, false);
    }

    private RefusedException(String reason, boolean outage) {
        super(reason);
        this.outage = outage;
    }

    /** The same, where the routes that ran before do not start again either. */
    RefusedException withoutTheLastGoodVersion(Throwable failure) {
        return new RefusedException(
                getMessage() + "; and its last good version does not start again: "
                        + because(failure).getMessage(),
                true);
    }

    /** Whether nothing of the file runs any more. */
    public boolean outage() {
        return outage;
    }

    /** Says in one line what a chain of Camel and YAML exceptions means. */
    public static RefusedException because(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof MarkedYamlEngineException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new RefusedException(
                shortened(cause instanceof MarkedYamlEngineException yaml ? at(yaml) : said(cause)));
    }

    /** The mark's own text repeats the file and a snippet of it over several lines. */
    private static String at(MarkedYamlEngineException yaml) {
        return yaml.getProblemMark()
                .map(mark -> "line " + (mark.getLine() + 1) + ": " + yaml.getProblem())
                .orElseGet(() -> said(yaml));
    }

    private static String said(Throwable cause) {
        if (cause instanceof StackOverflowError) {
            return "it is nested too deeply";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static String shortened(String reason) {
        // No quotation marks or backslashes either: Camel's health page escapes them twice.
        String line = reason.replaceAll("[\"\\\\]", "'").replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }
}
