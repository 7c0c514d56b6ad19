package org.spotalert.cli.check;

import java.util.List;
import org.spotalert.platform.config.SourceState;

/** Whether the settings that live elsewhere could be read. */
public final class SourcesCheck {

    private SourcesCheck() {}

    /** A finding for each source. */
    public static List<Finding> of(List<SourceState> sources) {
        return sources.stream().map(SourcesCheck::finding).toList();
    }

    private static Finding finding(SourceState state) {
        String settings = state.settings() == 1 ? "one setting" : state.settings() + " settings";
        return state.problem()
                .map(problem -> Finding.failed(state.source(), "its settings cannot be read: " + problem, ""))
                .orElseGet(() -> Finding.ok(state.source(), settings + ", apart from those of the environment"));
    }
}
