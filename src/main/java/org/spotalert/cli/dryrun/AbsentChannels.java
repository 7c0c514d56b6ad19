package org.spotalert.cli.dryrun;

import java.util.List;

/** What is said of channels that are asked for and are not there. */
public final class AbsentChannels {

    private AbsentChannels() {}

    /**
     * Which are not there, and which are.
     *
     * @param wanted the names that are asked for; empty for all there are
     */
    public static String said(List<String> wanted, List<String> there) {
        if (there.isEmpty()) {
            return "no channel is switched on: set for example ENABLE_SNS=true, or add a file to routes/channels";
        }
        List<String> missing =
                wanted.stream().filter(name -> !there.contains(name)).toList();
        return "no such channel is switched on: " + String.join(", ", missing) + "; there are: "
                + String.join(", ", there);
    }
}
