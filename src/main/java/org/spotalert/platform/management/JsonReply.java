package org.spotalert.platform.management;

import org.spotalert.platform.text.JsonObject;

/**
 * The answer to a request at the management port.
 *
 * @param status the HTTP status
 * @param json the body
 */
public record JsonReply(int status, String json) {

    /** A refusal that says what is wrong. */
    public static JsonReply problem(int status, String text) {
        return new JsonReply(status, new JsonObject().with("problem", text).toString());
    }
}
