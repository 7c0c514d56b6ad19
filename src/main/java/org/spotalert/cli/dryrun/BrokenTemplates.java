package org.spotalert.cli.dryrun;

import java.io.PrintWriter;
import java.util.List;

/** Says which templates could not be rendered: the running program would send the built-in text, and so does a rehearsal. */
public final class BrokenTemplates {

    private BrokenTemplates() {}

    public static void say(List<String> broken, PrintWriter err) {
        broken.forEach(template ->
                err.println("the template " + template + "; the text is that of the built-in one: correct the file"));
    }
}
