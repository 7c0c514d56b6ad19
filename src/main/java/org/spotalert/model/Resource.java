package org.spotalert.model;

import org.jspecify.annotations.Nullable;

/** What AWS takes back. */
public sealed interface Resource {

    /** The id: of an EC2 instance, or of a task. */
    String id();

    /** An EC2 instance, whose id was checked against its format. */
    record Ec2Instance(String id) implements Resource {}

    /**
     * A task of Fargate Spot, as its event describes it.
     *
     * @param cluster the ARN of its cluster
     * @param group {@code service:<name>} for a service's task (ECS API reference, Task); null when the event does not say
     * @param taskDefinition the ARN of its task definition; null when the event does not say
     */
    record FargateTask(
            String arn,
            String cluster,
            @Nullable String group,
            @Nullable String taskDefinition,
            boolean running) implements Resource {

        private static final String SERVICE = "service:";

        @Override
        public String id() {
            return arn.substring(arn.lastIndexOf('/') + 1);
        }

        /** The name of its service; null when it belongs to none. */
        public @Nullable String service() {
            return group != null && group.startsWith(SERVICE) ? group.substring(SERVICE.length()) : null;
        }
    }
}
