package org.spotalert.channels.http;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;

/**
 * What proves a request to be ours, beside a secret address: a login, a token, a key, a signature. It is added beneath the
 * route, once for each attempt, so that neither a header of Camel nor a log ever holds it.
 */
public interface RequestAuthentication {

    /**
     * Adds it to a request that is complete otherwise; the entity, if there is one, can be read repeatedly.
     *
     * @throws WebhookFailedException when the request has no place for it
     */
    void addTo(ClassicHttpRequest request) throws IOException;

    /** Whether the text, for example an answer, repeats it. */
    boolean leaksInto(String text);

    /** Nothing is added: the address alone is the secret. */
    static RequestAuthentication none() {
        return new RequestAuthentication() {
            @Override
            public void addTo(ClassicHttpRequest request) {
                // The address says it all.
            }

            @Override
            public boolean leaksInto(String text) {
                return false;
            }
        };
    }

    /** The Basic scheme (RFC 7617) with this user and this password or token, in UTF-8. */
    static RequestAuthentication basic(String user, String password) {
        return new AuthorizationHeader(user, password);
    }

    /** A member of the JSON object that is the body, for example PagerDuty's {@code routing_key}. */
    static RequestAuthentication jsonMember(String name, String value) {
        return new JsonMember(name, value);
    }
}
