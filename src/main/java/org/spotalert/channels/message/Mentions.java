package org.spotalert.channels.message;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom one chat calls, of those that the catalogue names for all chats: each chat knows its own users by their form.
 *
 * @param forms how the catalogue writes a user or group of the chat, and how a message calls it
 */
public record Mentions(Map<Pattern, String> forms) {

    public static final Mentions NONE = new Mentions(Map.of());
    public static final Mentions SLACK = new Mentions(
            Map.of(Pattern.compile("[UW][A-Z0-9]+"), "<@$0>", Pattern.compile("S[A-Z0-9]+"), "<!subteam^$0>"));
    public static final Mentions GOOGLE_CHAT = new Mentions(Map.of(Pattern.compile("users/[0-9]+"), "<$0>"));
    /** The address by which Teams and incident.io know a user. */
    public static final Mentions ADDRESS =
            new Mentions(Map.of(Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"), "$0"));
    /** A role has {@code &} before its id. */
    public static final Mentions DISCORD = new Mentions(Map.of(Pattern.compile("discord:(&?[0-9]+)"), "<@$1>"));

    public static final Mentions MATTERMOST = new Mentions(Map.of(Pattern.compile("mattermost:([a-z0-9._-]+)"), "@$1"));
    public static final Mentions TELEGRAM = new Mentions(Map.of(Pattern.compile("telegram:([A-Za-z0-9_]+)"), "@$1"));

    private static final int MOST = 10;

    /** Whom the chat calls with this message, as its messages write it; at most ten. */
    public List<String> of(AlertMessage message) {
        return message.mentions().stream().flatMap(this::called).limit(MOST).toList();
    }

    private Stream<String> called(String name) {
        return forms.entrySet().stream().flatMap(form -> {
            Matcher matcher = form.getKey().matcher(name);
            return matcher.matches() ? Stream.of(matcher.replaceFirst(form.getValue())) : Stream.of();
        });
    }
}
