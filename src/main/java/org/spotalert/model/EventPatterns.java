package org.spotalert.model;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What the parts of an event look like that are believed. The repetitions in here are bounded: java.util.regex takes stack
 * for each round of an unbounded one.
 */
public final class EventPatterns {

    public static final Pattern INSTANCE_ID = Pattern.compile("i-(?:[0-9a-f]{8}|[0-9a-f]{17})");
    /** ECS's task ids are 32 hexadecimal digits; older ones are UUIDs. */
    static final Pattern TASK_ID = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public static final Pattern RESOURCE_ID = Pattern.compile(INSTANCE_ID.pattern() + "|" + TASK_ID.pattern());
    /** The ARN of a cluster of ECS, with its name in a group. */
    public static final Pattern CLUSTER =
            Pattern.compile("arn:aws[a-z-]{0,16}:ecs:[a-z0-9-]{1,40}:[0-9]{12}:cluster/([A-Za-z0-9_-]{1,255})");

    /** The name of a cluster or a service of ECS, or of a family of task definitions. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    /** The ARN of a task, with its Id in a group. */
    public static final Pattern TASK = Pattern.compile("arn:aws[a-z-]{0,16}:ecs:[a-z0-9-]{1,40}:[0-9]{12}:task/" + "(?:"
            + NAME.pattern() + "/)?(" + TASK_ID.pattern() + ")");
    /** What ECS itself calls a group of tasks; whoever runs a task may call it otherwise. */
    public static final Pattern GROUP = Pattern.compile("(?:service|family):" + NAME.pattern());

    public static final Pattern TASK_DEFINITION = Pattern.compile("arn:aws[a-z-]{0,16}:ecs:[a-z0-9-]{1,40}:[0-9]{12}:"
            + "(?:daemon-)?task-definition/" + NAME.pattern() + ":[0-9]{1,9}");

    public static final Pattern INSTANCE_TYPE = Pattern.compile("[a-z0-9-]{1,20}\\.[a-z0-9-]{1,20}");
    public static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    /** A Region of any partition: eu-west-1, us-gov-west-1, eusc-de-east-1, us-isob-east-1. */
    public static final Pattern REGION = Pattern.compile("[a-z]{2,4}(?:-[a-z]{1,16}){1,4}-[0-9]{1,2}");
    /** A zone, with its Region in a group: eu-west-1b, the Local Zone us-west-2-lax-1a, us-east-1-wl1-bos-wlz-1 of Wavelength. */
    public static final Pattern ZONE = Pattern.compile("(" + REGION.pattern() + ")(?:[a-z]|(?:-[a-z0-9]{1,16}){1,6})");
    /** The start of an ARN, with its Region and account in groups. EC2 writes a zone for the Region, and no account. */
    public static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]{0,16}:[a-z0-9-]{1,40}:([a-z0-9-]{0,160}):(?:([0-9]{12}):)?");

    public static final Pattern TOPIC =
            Pattern.compile("arn:aws[a-z-]{0,16}:sns:[a-z0-9-]{1,40}:[0-9]{12}:[A-Za-z0-9_.-]{1,256}");
    /** EventBridge's ids are UUIDs; whatever else is short and printable passes. */
    public static final Pattern EVENT_ID = Pattern.compile("[!-~]{1,128}");
    /** No longer than EventBridge takes it (PutEventsRequestEntry in its API reference), and fit for a line of log. */
    public static final Pattern DETAIL_TYPE = Pattern.compile("\\P{Cc}{1,128}");
    /** A time that no calendar of a channel or a database takes would fail a whole batch later. */
    public static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private EventPatterns() {}
}
