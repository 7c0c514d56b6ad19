package org.spotalert.pipeline.notify;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.spotalert.model.Alert;
import org.spotalert.pipeline.notify.routing.Condition;
import org.spotalert.pipeline.notify.routing.RunningChannel;

/**
 * Selects the channels for an alert. Warnings go to every channel whose condition wants them, what follows to the channels that
 * received the warning.
 *
 * @param channels all channels by name
 * @param active the names of those that are not on standby
 * @param named those that the catalogue names
 */
record ChannelSelector(
        Map<String, RunningChannel> channels, Set<String> active, Optional<String> defaultChannel, Set<String> named) {

    /** By channel its share of the alerts; one on standby has none unless something is for it. */
    Map<String, List<Alert>> shares(List<Alert> alerts) {
        Map<String, List<Alert>> shares = new TreeMap<>();
        Set<Alert> wanted = identitySet(List.of());
        channels.forEach((name, channel) -> {
            List<Alert> share = share(channel, alerts);
            wanted.addAll(share);
            if (active.contains(name) || !share.isEmpty()) {
                shares.put(name, share);
            }
        });
        List<Alert> unwanted = rest(alerts, wanted).stream()
                .filter(alert -> alert.origin().otherChannels().isEmpty())
                .toList();
        defaultChannel
                .filter(name -> channels.containsKey(name) && !unwanted.isEmpty())
                .ifPresent(name -> {
                    Set<Alert> share = identitySet(shares.getOrDefault(name, List.of()));
                    share.addAll(unwanted);
                    shares.put(name, alerts.stream().filter(share::contains).toList());
                });
        return shares;
    }

    /** Those of the alerts that are not in this share of them. */
    static List<Alert> rest(List<Alert> alerts, Collection<Alert> share) {
        Set<Alert> without = identitySet(share);
        return alerts.stream().filter(alert -> !without.contains(alert)).toList();
    }

    /** A batch in a storm holds hundreds of alerts, and to compare all that each one knows takes its time. */
    private static Set<Alert> identitySet(Collection<Alert> alerts) {
        Set<Alert> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(alerts);
        return set;
    }

    private List<Alert> share(RunningChannel channel, List<Alert> alerts) {
        Condition condition = channel.condition();
        List<Alert> here = alerts.stream()
                .filter(alert -> !alert.origin().otherChannels().contains(channel.name()))
                .toList();
        List<Alert> followed = here.stream()
                .filter(alert -> alert.origin().threads().containsKey(channel.name()))
                .filter(condition::wantsKind)
                .toList();
        Set<Alert> share = identitySet(followed);
        if (active.contains(channel.name())) {
            share.addAll(condition.wanted(here.stream()
                    .filter(alert -> !alert.origin().threads().containsKey(channel.name()))
                    .filter(alert -> mayBeNew(condition, alert))
                    .filter(alert -> concerns(channel.name(), alert))
                    .toList()));
        }
        return alerts.stream().filter(share::contains).toList();
    }

    /** A channel that the catalogue names is for what names it, and for what is not known completely. */
    private boolean concerns(String channel, Alert alert) {
        return !named.contains(channel)
                || !alert.impact().completeness().certain()
                || alert.impact().ownerships().stream().anyMatch(one -> channel.equals(one.channel()));
    }

    /**
     * Whether the alert may be for a channel that did not receive its warning: since it is the warning, since nobody is left
     * who was, since it says more than the warning did, or since the channel asks for what follows warnings only.
     */
    private boolean mayBeNew(Condition condition, Alert alert) {
        return alert.origin().threads().keySet().stream().noneMatch(channels::containsKey)
                || alert instanceof Alert.Detail
                || !condition.wantsKind(new Alert.Warning(alert.impact(), alert.decision()));
    }
}
