package org.spotalert.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who looks after a service or a standalone task.
 *
 * @param owner the team or person, as the catalogue or a tag names it: hostile text where it comes from a tag
 * @param runbook the https address of what to do; null when there is none that may be shown
 * @param mentions whom to call in chats, as these know them; only the catalogue names any
 * @param channel the channel that the catalogue names for it; null when it names none
 */
public record Ownership(
        @Nullable String owner,
        @Nullable String runbook,
        List<String> mentions,
        @Nullable String channel) {

    public static final Ownership NONE = new Ownership(null, null, List.of(), null);

    public Ownership {
        mentions = List.copyOf(mentions);
    }
}
