package org.spotalert.pipeline.page;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a request for a page or a table.
 *
 * @param status the HTTP status
 * @param location where the browser goes next; null where it stays
 * @param refresh after how many seconds the browser asks again; null for never
 * @param next the address of the rows that come next, as a Link header has it; null when these are the last
 */
public record PageReply(
        int status,
        String contentType,
        String body,
        @Nullable String location,
        @Nullable Integer refresh,
        @Nullable String next) {

    private static final String HTML = "text/html; charset=utf-8";

    static PageReply of(String contentType, String body) {
        return new PageReply(200, contentType, body, null, null, null);
    }

    static PageReply html(int status, String body) {
        return new PageReply(status, HTML, body, null, null, null);
    }

    static PageReply seeOther(String location) {
        return new PageReply(303, HTML, "", location, null, null);
    }

    PageReply refreshing(@Nullable Integer seconds) {
        return new PageReply(status, contentType, body, location, seconds, next);
    }

    PageReply before(@Nullable String address) {
        return new PageReply(
                status,
                contentType,
                body,
                location,
                refresh,
                address == null ? null : "<" + address + ">; rel=\"next\"");
    }
}
