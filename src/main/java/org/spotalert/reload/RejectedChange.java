package org.spotalert.reload;

/**
 * Why a version of a route file does not run.
 *
 * @param file the file as an operator names it, relative to the route folder
 * @param text the refused version, so that it is tried and reported once
 * @param reason one line
 * @param instead what runs in its place
 */
public record RejectedChange(String file, String text, String reason, Instead instead) {

    /** What runs in place of a refused version. */
    public enum Instead {
        /** The file's last good version. */
        LAST_GOOD_VERSION,
        /** Nothing of the file, which is new. */
        OTHER_FILES,
        /** Nothing of the file, whose last good version did not start again. */
        NOTHING;

        /** What is there in place of this file's refused version. */
        static Instead of(RouteFile file) {
            if (!file.text().isEmpty()) {
                return LAST_GOOD_VERSION;
            }
            return file.routes().isEmpty() ? OTHER_FILES : NOTHING;
        }
    }
}
