package org.spotalert.platform.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.text.HmacSha256;

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

    /** What a form of a page carries, so that no other site's form passes for it: a key that follows from the password. */
    public String formToken() {
        return HexFormat.of()
                .formatHex(new HmacSha256(password.getBytes(UTF_8)).sign(("form of " + user).getBytes(UTF_8)));
    }

    /** Whether a form carries it. */
    public boolean formTokenIs(@Nullable String given) {
        return given != null && MessageDigest.isEqual(formToken().getBytes(UTF_8), given.getBytes(UTF_8));
    }

    /** Without the password, which is a secret. */
    @Override
    public String toString() {
        return "Login[user=" + user + "]";
    }
}
