package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.channels.message.AlertMessage.InstanceFacts;
import org.spotalert.channels.message.AlertMessage.ServiceFacts;
import org.spotalert.channels.message.AlertMessage.TaskFacts;

/** What is said of one service, task or instance beside its name, the same in chats and in records. */
public final class FactText {

    private FactText() {}

    /** Figures and task definition of the service. */
    public static String of(ServiceFacts service) {
        return service.figures() + "; " + service.taskDefinition() + (service.loadBalanced() ? "; load balanced" : "");
    }

    /** Id and task definition of the task; in a message about several instances its instance as well. */
    public static String of(TaskFacts task, AlertMessage message) {
        return task.id() + "; " + task.taskDefinition() + (message.several() ? "; on " + task.instance() : "");
    }

    /** Id, type, place and status of the instance, and when it goes unless that is over. */
    public static List<String> of(InstanceFacts instance, AlertMessage message) {
        List<String> facts =
                new ArrayList<>(List.of(instance.id(), instance.type(), instance.zone(), instance.cluster()));
        if (!instance.task()) {
            facts.add(instance.status());
        }
        if (!message.ending()) {
            facts.add(instance.time().text());
        }
        return facts;
    }

    /** The last line of a list that does not show all. */
    public static String more(int left) {
        return "and " + left + " more";
    }
}
