package org.spotalert.platform.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The user and the password of the management port. */
public record Login(String user, String password) {

    private static final String SCHEME = "Basic ";

    /** The value of the header {@code Authorization} that holds this login. */
    public String authorization() {
        return SCHEME + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /** Whether the header holds this login. The comparison takes the same time wherever they differ. */
    boolean isIn(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        authorization().getBytes(UTF_8),
                        (SCHEME + authorization.substring(SCHEME.length()).trim()).getBytes(UTF_8));
    }

    /** Without the password, which is a secret. */
    @Override
    public String toString() {
        return "Login[user=" + user + "]";
    }
}
