package org.spotalert.channels.teams;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.channels.chat.ChatLayout;
import org.spotalert.channels.chat.ChatLayout.Line;
import org.spotalert.channels.chat.ChatLayout.Section;
import org.spotalert.channels.chat.ChatLimits;
import org.spotalert.channels.chat.ChatSummary;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.teams.TeamsMessage.AdaptiveCard;
import org.spotalert.channels.teams.TeamsMessage.OpenUrl;
import org.spotalert.channels.teams.TeamsMessage.RichTextBlock;
import org.spotalert.channels.teams.TeamsMessage.TextRun;
import org.spotalert.platform.text.JsonSize;
import org.spotalert.platform.text.TextSanitizer;

/** Lays a message out for Microsoft Teams, within the size that it takes. */
public final class Teams {

    /**
     * In bytes of JSON, of which Teams takes about 28 KB ("Create incoming webhooks", Microsoft Teams documentation). A
     * Workflow answers before it posts, so that a larger message would vanish.
     */
    private static final ChatLimits LIMITS = new ChatLimits(27_000, 40, 35);

    private static final int LONGEST_SUMMARY = 2_000;

    private final JsonSize json = new JsonSize();

    /** The message, showing as many services, tasks and instances as fit, the worst first. */
    public TeamsMessage message(AlertMessage alert) {
        return LIMITS.largest(alert, layout -> message(ChatSummary.of(alert), layout), json::bytes);
    }

    private static TeamsMessage message(String summary, ChatLayout layout) {
        String plain = plain(TextSanitizer.cut(summary, LONGEST_SUMMARY));
        return TeamsMessage.of(AdaptiveCard.of(plain, body(layout), actions(layout)));
    }

    private static List<RichTextBlock> body(ChatLayout layout) {
        List<RichTextBlock> body = new ArrayList<>();
        body.add(RichTextBlock.apart(TextRun.title(plain(layout.title()))));
        body.add(RichTextBlock.line(TextRun.plain(plain(layout.subtitle()))));
        for (Section section : layout.sections()) {
            body.add(RichTextBlock.apart(TextRun.bold(section.title())));
            section.lines().stream().map(Teams::line).forEach(body::add);
        }
        return body;
    }

    private static RichTextBlock line(Line line) {
        TextRun text = TextRun.plain(plain(line.text()));
        return line.labelled()
                ? RichTextBlock.line(TextRun.bold(plain(line.label()) + "  "), text)
                : RichTextBlock.line(text);
    }

    private static List<OpenUrl> actions(ChatLayout layout) {
        return layout.links().stream()
                .map(link -> OpenUrl.of(plain(link.label()), link.url()))
                .toList();
    }

    /** Nothing reads markup here; but a Workflow that takes the text for HTML shall see no tag, such as {@code <at>}. */
    private static String plain(String text) {
        return text.replace('<', '\u2039');
    }
}
