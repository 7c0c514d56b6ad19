package org.spotalert.channels.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.spotalert.channels.message.AlertMessage;

/** The parts of a message that may be long, as lines of plain text: so many of each, and a last line that counts the rest. */
public record TextSections(AlertMessage message, int most) {

    private static final int INSTANCES_NAMED = 8;

    public List<String> services() {
        return rows(message.services(), TextSections::service);
    }

    public List<String> standaloneTasks() {
        return rows(message.standaloneTasks(), this::task);
    }

    public List<String> partial() {
        return rows(message.partial(), this::missing);
    }

    /** The instances of a digest; nothing for a single one, which {@link #facts} are about. */
    public List<String> instances() {
        return message.several() ? rows(message.instances(), this::instance) : List.of();
    }

    public List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add("Noticed " + message.time().noticedAt());
        if (!message.resolution()) {
            facts.add(message.time().label() + " " + message.time().reclaimAt() + " ("
                    + message.time().text() + ")");
        }
        if (message.several()) {
            facts.add("Clusters " + message.scope().clusters().first(INSTANCES_NAMED));
            facts.add("Zones " + message.scope().zones().first(INSTANCES_NAMED));
            facts.add("Types " + message.scope().types().first(INSTANCES_NAMED));
        } else {
            facts.addAll(place(message.instances().get(0)));
        }
        facts.add("Account " + message.scope().accounts().first(INSTANCES_NAMED) + ", Region "
                + message.scope().regions().first(INSTANCES_NAMED));
        return facts;
    }

    private static List<String> place(AlertMessage.InstanceFacts instance) {
        return instance.task()
                ? List.of("Fargate task " + instance.id() + ", " + instance.zone(), "Cluster " + instance.cluster())
                : List.of(
                        "Instance " + instance.id() + " (" + instance.name() + "), " + instance.type() + ", "
                                + instance.zone(),
                        "Cluster " + instance.cluster() + ", container instance " + instance.status(),
                        "Auto Scaling group " + instance.autoScalingGroup() + ", running for " + instance.age());
    }

    private static String service(AlertMessage.ServiceFacts service) {
        return service.name() + " in " + service.cluster() + ": " + service.line();
    }

    private String task(AlertMessage.TaskFacts task) {
        return task.group() + ": " + task.line(message);
    }

    private String missing(AlertMessage.PartialFacts missing) {
        return message.several()
                ? missing.reason() + " (" + missing.instances().first(INSTANCES_NAMED) + ")"
                : missing.reason();
    }

    private String instance(AlertMessage.InstanceFacts instance) {
        return String.join(", ", instance.line(message));
    }

    private <T> List<String> rows(List<T> all, Function<T, String> line) {
        List<String> rows = new ArrayList<>(all.stream().limit(most).map(line).toList());
        if (all.size() > most) {
            rows.add("and " + (all.size() - most) + " more");
        }
        return rows;
    }
}
