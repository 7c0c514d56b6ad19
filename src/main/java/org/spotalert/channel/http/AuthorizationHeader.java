package org.spotalert.channel.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;

/** The header Authorization (RFC 9110, 11.6.2). */
final class AuthorizationHeader implements RequestSecret {

    private final String value;
    private final List<String> secrets;

    private AuthorizationHeader(String scheme, String credentials, String password) {
        this.value = scheme + " " + credentials;
        this.secrets = List.of(credentials, password);
    }

    static AuthorizationHeader basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new AuthorizationHeader("Basic", Base64.getEncoder().encodeToString(pair), password);
    }

    static AuthorizationHeader bearer(String token) {
        return new AuthorizationHeader("Bearer", token, token);
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
