package org.spotalert.cli.check;

import java.util.Map;
import org.spotalert.platform.config.Config;

/** Whether the settings that live elsewhere could be read. */
public final class SourceFinding {

    private SourceFinding() {}

    /** What the state of a source means, with the statement that lets the program read it. */
    public static Finding of(Config.State state) {
        String settings = state.settings() == 1 ? "one setting" : state.settings() + " settings";
        Finding finding = state.problem()
                .map(problem -> Finding.failed(state.source(), "its settings cannot be read: " + problem, ""))
                .orElseGet(() -> Finding.ok(state.source(), settings + ", apart from those of the environment"));
        String denied = state.denied();
        if (denied == null) {
            return finding;
        }
        String place = state.source().replaceFirst("^\\w+:", "");
        String secret = place.startsWith("arn:")
                ? place
                : "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:" + place + "-*";
        return RightCheck.missing(finding, denied).named(Map.of("ConfigPath", place, "ConfigSecret", secret));
    }
}
