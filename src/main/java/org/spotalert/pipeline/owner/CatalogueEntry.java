package org.spotalert.pipeline.owner;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Ownership;
import org.spotalert.platform.file.YamlText;

/**
 * Who looks after some services and standalone tasks.
 *
 * @param patterns the names of the services, and the groups of the tasks
 * @param ownership the owner's name, runbook, mentions and channel
 */
public record CatalogueEntry(List<NamePattern> patterns, Ownership ownership) {

    /** A user or group of a chat, as docs/owners.md has them: nothing that calls everybody. */
    private static final Pattern MENTION = Pattern.compile("[UWS][A-Z0-9]{2,30}|users/[0-9]{1,30}"
            + "|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}|discord:&?[0-9]{5,25}|telegram:[A-Za-z0-9_]{4,32}"
            + "|mattermost:(?!(?:all|channel|here)$)[a-z0-9][a-z0-9._-]{0,63}");

    private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final int LONGEST_OWNER = 100;

    /** The whole file. */
    private record Catalogue(@Nullable List<@Nullable Written> services) {}

    /** An entry as it is written down. */
    private record Written(
            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<@Nullable String> service,

            @Nullable String owner,
            @Nullable String runbook,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<@Nullable String> mention,

            @Nullable String channel) {

        private CatalogueEntry toEntry() {
            List<NamePattern> patterns =
                    texts(service).stream().map(NamePattern::ofAwsName).toList();
            if (patterns.isEmpty()) {
                throw new IllegalArgumentException("service is missing");
            }
            if (owner != null && (owner.isBlank() || owner.length() > LONGEST_OWNER)) {
                throw new IllegalArgumentException("owner has no 1 to " + LONGEST_OWNER + " characters");
            }
            return new CatalogueEntry(
                    patterns,
                    new Ownership(
                            owner,
                            runbook == null
                                    ? null
                                    : Runbooks.https(runbook)
                                            .orElseThrow(() -> new IllegalArgumentException(
                                                    "runbook is no address such as https://wiki.example.com/checkout")),
                            checked(
                                    texts(mention),
                                    MENTION,
                                    "is no user or group of Slack (U0123ABCD, S0123ABCD), no user of Google Chat"
                                            + " (users/123456789), no address, and no name after discord:, mattermost:"
                                            + " or telegram:"),
                            channel == null
                                    ? null
                                    : checked(List.of(channel), CHANNEL, "is no channel's name")
                                            .get(0)));
        }

        private static List<String> texts(@Nullable List<@Nullable String> texts) {
            return texts == null
                    ? List.of()
                    : texts.stream().filter(Objects::nonNull).toList();
        }

        private static List<String> checked(List<String> texts, Pattern right, String wrong) {
            texts.stream().filter(text -> !right.matcher(text).matches()).forEach(text -> {
                throw new IllegalArgumentException("\"" + text + "\" " + wrong);
            });
            return texts;
        }
    }

    /**
     * The entries of a catalogue's text.
     *
     * @throws IllegalArgumentException saying what is wrong, in one line that a reader bears
     */
    public static List<CatalogueEntry> read(String text) {
        return YamlText.entries(
                YamlText.read(text, Catalogue.class).map(Catalogue::services).orElse(List.of()),
                (entry, number) -> "entry " + number,
                Written::toEntry);
    }

    boolean isAbout(String cluster, String service) {
        return patterns.stream().anyMatch(pattern -> pattern.matchesService(cluster, service));
    }

    boolean isAbout(String group) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(group));
    }
}
