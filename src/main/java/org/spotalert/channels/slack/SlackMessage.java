package org.spotalert.channels.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a post to an incoming webhook of Slack, by Slack's names.
 *
 * @param text what notifications show
 * @param unfurlLinks whether Slack looks at linked pages to show a preview
 */
public record SlackMessage(
        String text,
        List<Block> blocks,
        @JsonProperty("unfurl_links") boolean unfurlLinks) {

    /** A block of the type {@code header} or {@code section}. */
    public record Block(String type, Text text) {

        static Block header(String plainText) {
            return new Block("header", new Text("plain_text", plainText, false, null));
        }

        static Block section(String markup) {
            return new Block("section", new Text("mrkdwn", markup, null, true));
        }
    }

    /**
     * A text object.
     *
     * @param emoji whether {@code :names:} become pictures in a plain text
     * @param verbatim whether Slack leaves addresses and names in markup as they are, without making links of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Text(
            String type,
            String text,
            @Nullable Boolean emoji,
            @Nullable Boolean verbatim) {}
}
