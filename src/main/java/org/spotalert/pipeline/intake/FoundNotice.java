package org.spotalert.pipeline.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.spotalert.model.Interruption;

/** The message of a notice that the program has found by itself. It is EventBridge's, but for its {@code source}. */
public final class FoundNotice {

    private FoundNotice() {}

    /** The message, from which the parser reads the same interruption. */
    public static String message(Interruption notice) {
        String where = notice.zone() == null ? notice.region() : notice.zone();
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("version", "0")
                .put("id", notice.eventId())
                .put("detail-type", notice.kind().detailType())
                .put("source", RecoveryCheck.SOURCE)
                .put("account", notice.account())
                .put("time", notice.noticedAt().toString())
                .put("region", notice.region());
        event.putArray("resources").add("arn:aws:ec2:" + where + ":instance/" + notice.resourceId());
        event.putObject("detail")
                .put("instance-id", notice.resourceId())
                .put("instance-action", notice.action().toString());
        return event.toString();
    }
}
