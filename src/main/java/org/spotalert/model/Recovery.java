package org.spotalert.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a look at services has found.
 *
 * @param services how each service stands; one that could not be asked about is not in it
 * @param tasks how many tasks shall still run on each container instance, 0 once it has left its cluster; one that could not
 *     be asked about is not in it
 * @param problems what could not be asked, for a reader
 */
public record Recovery(Map<ServiceAt, ServiceSnapshot> services, Map<MemberAt, Integer> tasks, List<String> problems) {

    public Recovery {
        services = Map.copyOf(services);
        tasks = Map.copyOf(tasks);
        problems = List.copyOf(problems);
    }

    /** A service to look at, in the cluster with this ARN or name. */
    public record ServiceAt(@Nullable String account, String region, String cluster, String name) {}

    /** A container instance to look at, by its ARN. */
    public record MemberAt(@Nullable String account, String region, String cluster, String containerInstance) {}
}
