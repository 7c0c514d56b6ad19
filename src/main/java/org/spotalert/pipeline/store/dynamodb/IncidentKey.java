package org.spotalert.pipeline.store.dynamodb;

/**
 * An incident's key in two parts.
 *
 * @param instance account, Region and instance: the partition
 * @param notice the kind of notice, and when it occurred
 */
record IncidentKey(String instance, String notice) {

    private static final int LONGEST = 800;

    static IncidentKey of(String key) {
        int notice = key.lastIndexOf('/');
        return new IncidentKey(key.substring(0, Math.max(notice, 0)), key.substring(notice + 1));
    }

    /** Whether DynamoDB can have such an incident: keys come with messages, and anybody may have written them. */
    static boolean possible(String key) {
        return key.lastIndexOf('/') > 0 && key.length() <= LONGEST;
    }
}
