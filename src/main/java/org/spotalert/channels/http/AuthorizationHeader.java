package org.spotalert.channels.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;

/** A login in the header Authorization (RFC 9110, 11.6.2). */
final class AuthorizationHeader implements RequestAuthentication {

    private final String value;
    private final List<String> secrets;

    /** The Basic scheme (RFC 7617), in UTF-8. */
    AuthorizationHeader(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        String credentials = Base64.getEncoder().encodeToString(pair);
        this.value = "Basic " + credentials;
        this.secrets = List.of(credentials, password);
    }

    @Override
    public void addTo(ClassicHttpRequest request) {
        request.setHeader(HttpHeaders.AUTHORIZATION, value);
    }

    @Override
    public boolean leaksInto(String text) {
        return secrets.stream().anyMatch(text::contains);
    }
}
