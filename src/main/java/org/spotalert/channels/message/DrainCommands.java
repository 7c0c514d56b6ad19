package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.collection.Chunks;
import org.spotalert.platform.text.TextSanitizer;

/** The commands that drain the instances on which ECS still starts tasks, as somebody runs them with the AWS CLI. */
final class DrainCommands {

    /** UpdateContainerInstancesState takes so many. */
    private static final int AT_ONCE = 10;
    /** What a shell takes as it stands. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,254}");

    private DrainCommands() {}

    /** One command for ten instances of a cluster, the most urgent first; none when nothing is to be drained. */
    static List<String> of(Digest digest) {
        Map<List<String>, List<String>> clusters = new LinkedHashMap<>();
        for (Digest.Entry entry : digest.entries()) {
            Interruption from = entry.interruption();
            String cluster = TextSanitizer.orUnknown(entry.impact().clusterName());
            String id = id(entry.impact().containerInstance());
            String account = TextSanitizer.orUnknown(from.account());
            if (isWanted(entry)
                    && Stream.of(cluster, id, from.region(), account).allMatch(DrainCommands::isSafe)) {
                clusters.computeIfAbsent(List.of(cluster, from.region(), account), added -> new ArrayList<>())
                        .add(id);
            }
        }
        return clusters.entrySet().stream()
                .flatMap(some -> Chunks.of(some.getValue(), AT_ONCE).stream().map(ids -> command(some.getKey(), ids)))
                .toList();
    }

    private static boolean isWanted(Digest.Entry entry) {
        return entry.active()
                && !entry.time().over()
                && !(entry.alert() instanceof Alert.Resolution)
                && entry.interruption().kind() != InterruptionKind.STATE_CHANGE;
    }

    private static String command(List<String> place, List<String> ids) {
        return "aws ecs update-container-instances-state --cluster " + place.get(0) + " --container-instances "
                + String.join(" ", ids) + " --status DRAINING --region " + place.get(1) + "  # account " + place.get(2);
    }

    private static String id(@Nullable ContainerInstance instance) {
        return instance == null ? "" : instance.arn().substring(instance.arn().lastIndexOf('/') + 1);
    }

    private static boolean isSafe(String text) {
        return SAFE.matcher(text).matches();
    }
}
