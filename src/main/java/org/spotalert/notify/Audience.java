package org.spotalert.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.spotalert.decide.Alert;
import org.spotalert.decide.AlertKind;
import org.spotalert.routing.Condition;
import org.spotalert.routing.RunningChannel;

/** Who is told of what: of a warning those whose condition wants it, of what follows it those who were told of the warning. */
final class Audience {

    private final Map<String, RunningChannel> channels;
    private final ChannelRoles roles;
    private final Set<String> active;

    /**
     * @param channels all channels by name
     */
    Audience(Map<String, RunningChannel> channels, ChannelRoles roles) {
        this.channels = channels;
        this.roles = roles;
        this.active = roles.told(channels.keySet());
    }

    /** By channel its share of the alerts; one that stands by has none unless it is to be told of something. */
    Map<String, List<Alert>> shares(List<Alert> alerts) {
        Map<String, List<Alert>> shares = new TreeMap<>();
        List<Alert> unwanted = new ArrayList<>(alerts);
        channels.forEach((name, channel) -> {
            List<Alert> share =
                    alerts.stream().filter(alert -> tells(channel, alert)).toList();
            unwanted.removeAll(share);
            if (active.contains(name) || !share.isEmpty()) {
                shares.put(name, share);
            }
        });
        roles.defaultChannel()
                .filter(name -> channels.containsKey(name) && !unwanted.isEmpty())
                .ifPresent(name -> {
                    List<Alert> wanted = shares.getOrDefault(name, List.of());
                    shares.put(
                            name,
                            alerts.stream()
                                    .filter(alert -> wanted.contains(alert) || unwanted.contains(alert))
                                    .toList());
                });
        return shares;
    }

    private boolean tells(RunningChannel channel, Alert alert) {
        Condition condition = channel.condition();
        if (alert.threads().containsKey(channel.name())) {
            return condition.wantsKind(alert);
        }
        return active.contains(channel.name()) && mayBeNew(condition, alert) && condition.wants(alert);
    }

    /**
     * Whether the alert may be for a channel that was not told of its warning: since it is the warning, since nobody is left
     * who was, since it tells more than the warning did, or since the channel asks for what follows warnings only.
     */
    private boolean mayBeNew(Condition condition, Alert alert) {
        return alert.threads().keySet().stream().noneMatch(channels::containsKey)
                || alert.kind() == AlertKind.DETAIL
                || !condition.wantsKind(new Alert(alert.impact(), alert.decision(), AlertKind.WARNING));
    }
}
