package org.spotalert.platform.text;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs with one key, by HMAC-SHA256 (RFC 2104). */
public final class HmacSha256 {

    private static final String NAME = "HmacSHA256";

    private final SecretKeySpec key;

    public HmacSha256(byte[] key) {
        this.key = new SecretKeySpec(key, NAME);
    }

    /** The 32 bytes of the signature over these parts, one behind the other. */
    public byte[] sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(NAME);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + NAME, impossible);
        }
    }
}
