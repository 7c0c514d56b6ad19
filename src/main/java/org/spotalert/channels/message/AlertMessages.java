package org.spotalert.channels.message;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import org.spotalert.channels.message.AlertMessage.InstanceFacts;
import org.spotalert.model.Alert;
import org.spotalert.platform.text.Names;

/**
 * Words what a channel is given as one message for a reader, the same for every channel.
 *
 * @param clock counts the seconds left, and gives times in its zone beside UTC
 * @param mark what stands before each headline
 */
public record AlertMessages(Clock clock, String mark) {

    /** Puts nothing before a headline. */
    public AlertMessages(Clock clock) {
        this(clock, "");
    }

    /**
     * The alerts as they read now, in one message.
     *
     * @throws IllegalArgumentException when there is no alert
     */
    public AlertMessage of(List<Alert> alerts) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        Digest digest = Digest.of(alerts, now);
        List<InstanceFacts> instances = MessageFacts.instances(digest, now.toInstant());
        AlertMessage.Scope scope = scope(digest, instances);
        Headline headline = new Headline(digest, scope, digest.severity());
        return new AlertMessage(
                headline.severity().toString(),
                mark + headline.line(),
                headline.lines().stream().map(mark::concat).toList(),
                Summary.of(digest),
                MessageNotes.remarks(digest),
                Threading.thread(digest),
                Threading.id(digest),
                digest.next().time(),
                scope,
                digest.noun(),
                instances,
                MessageFacts.services(digest),
                MessageFacts.standaloneTasks(digest),
                digest.daemonTasks(),
                MessageNotes.partial(digest),
                Recommendations.of(digest),
                DrainCommands.of(digest),
                OwnerWords.owners(digest),
                OwnerWords.mentions(digest),
                ConsoleLinks.of(digest),
                digest.resolved());
    }

    /** Whether all of them belong to earlier warnings: such a message waits behind warnings. */
    public boolean follow(List<Alert> alerts) {
        return alerts.stream().noneMatch(Alert.Warning.class::isInstance);
    }

    public String thread(List<Alert> alerts) {
        return Threading.thread(Digest.of(alerts, ZonedDateTime.now(clock)));
    }

    private static AlertMessage.Scope scope(Digest digest, List<InstanceFacts> instances) {
        return new AlertMessage.Scope(
                Names.of(digest.alerts().stream().map(Alert::announces)),
                Names.of(instances.stream().map(InstanceFacts::account)),
                Names.of(instances.stream().map(InstanceFacts::region)),
                Names.of(instances.stream().map(InstanceFacts::zone)),
                Names.of(instances.stream().map(InstanceFacts::cluster)),
                Names.of(instances.stream().map(InstanceFacts::type)));
    }
}
