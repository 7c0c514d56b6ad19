package org.spotalert.pipeline.decide;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity;
import org.spotalert.model.Capacity.Room;
import org.spotalert.model.Capacity.TaskSize;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.Impact;
import org.spotalert.model.Prospects;
import org.spotalert.model.Samples;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.StandaloneTask;

/** Makes impacts for tests: an instance of cluster blue that runs one of four tasks of orders, changed where a test needs it. */
public record Loss(
        String id,
        String account,
        Instant noticedAt,
        @Nullable String cluster,
        List<AffectedService> services,
        List<StandaloneTask> tasks,
        Completeness completeness,
        @Nullable Capacity capacity) {

    static final Instant NOTICED = Instant.parse("2026-11-20T08:15:42Z");
    static final String ACCOUNT = "111122223333";

    public static Loss one() {
        return new Loss(
                "i-1",
                ACCOUNT,
                NOTICED,
                "blue",
                List.of(service("orders", 4, 4, 50)),
                List.of(),
                Completeness.COMPLETE,
                null);
    }

    Loss id(String value) {
        return new Loss(value, account, noticedAt, cluster, services, tasks, completeness, capacity);
    }

    public Loss account(String value) {
        return new Loss(id, value, noticedAt, cluster, services, tasks, completeness, capacity);
    }

    Loss at(String time) {
        return new Loss(id, account, Instant.parse(time), cluster, services, tasks, completeness, capacity);
    }

    public Loss cluster(@Nullable String value) {
        return new Loss(id, account, noticedAt, value, services, tasks, completeness, capacity);
    }

    public Loss services(AffectedService... value) {
        return new Loss(id, account, noticedAt, cluster, List.of(value), tasks, completeness, capacity);
    }

    Loss withoutServices() {
        return new Loss(id, account, noticedAt, cluster, List.of(), tasks, completeness, capacity);
    }

    public Loss tasks(String... groups) {
        List<StandaloneTask> standalone = List.of(groups).stream()
                .map(group -> new StandaloneTask("arn:aws:ecs:eu-west-1:1:task/blue/1", group, "import:1"))
                .toList();
        return new Loss(id, account, noticedAt, cluster, services, standalone, completeness, capacity);
    }

    public Loss partial(String reason) {
        return new Loss(id, account, noticedAt, cluster, services, tasks, new Completeness(List.of(reason)), capacity);
    }

    Loss room(List<TaskSize> lost, Room... others) {
        return capacity(new Capacity(lost, List.of(others), null));
    }

    Loss capacity(@Nullable Capacity value) {
        return new Loss(id, account, noticedAt, cluster, services, tasks, completeness, value);
    }

    /** A service that runs one task on the instance. */
    public static AffectedService service(String name, int desired, int running, int minimumHealthyPercent) {
        return new AffectedService(
                name,
                "blue",
                1,
                1,
                new ServiceStatus(
                        desired,
                        running,
                        0,
                        "arn:aws:ecs:x:1:task-definition/w:7",
                        true,
                        minimumHealthyPercent,
                        Map.of(),
                        CriticalBelow.DEFAULT,
                        Prospects.UNKNOWN));
    }

    public Impact impact() {
        return new Impact(
                Samples.notice()
                        .eventId("event-" + id)
                        .account(account)
                        .id(id)
                        .noticedAt(noticedAt)
                        .interruption(),
                null,
                cluster == null ? null : new Cluster("arn:aws:ecs:eu-west-1:1:cluster/" + cluster),
                cluster == null ? null : new ContainerInstance("arn", id, "ACTIVE"),
                services,
                tasks,
                0,
                completeness,
                capacity);
    }
}
