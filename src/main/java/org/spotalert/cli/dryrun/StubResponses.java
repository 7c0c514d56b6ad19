package org.spotalert.cli.dryrun;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.http.common.HttpMethods;

/**
 * What servers would answer, where a route goes on with the answer: a search finds nothing, so that the route makes what is
 * new, and that is taken. See Jira's REST API v3 and ServiceNow's Table API.
 */
final class StubResponses {

    private static final List<Reply> KNOWN = List.of(
            new Reply(HttpMethods.POST, "/rest/api/3/search/jql", true, "{\"issues\": []}"),
            new Reply(HttpMethods.POST, "/rest/api/3/issue", false, "{\"id\": \"1\"}"),
            new Reply(HttpMethods.GET, "/api/now/table/incident", true, "{\"result\": []}"),
            new Reply(
                    HttpMethods.POST,
                    "/api/now/table/incident",
                    false,
                    "{\"result\": {\"sys_id\": \"" + "0".repeat(32) + "\"}}"));

    private StubResponses() {}

    /**
     * An answer to a request.
     *
     * @param search whether the request only asks, and sends nothing
     * @param text the body of the answer
     */
    record Reply(HttpMethods method, String path, boolean search, String text) {

        private boolean fits(HttpEndpoint endpoint) {
            return method == endpoint.getHttpMethod()
                    && path.equals(endpoint.getHttpUri().getPath());
        }
    }

    /** What is answered to messages that are sent there; nothing where no route goes on with it. */
    static Optional<Reply> of(Endpoint endpoint) {
        return Optional.of(endpoint)
                .filter(HttpEndpoint.class::isInstance)
                .map(HttpEndpoint.class::cast)
                .flatMap(
                        http -> KNOWN.stream().filter(reply -> reply.fits(http)).findFirst());
    }
}
