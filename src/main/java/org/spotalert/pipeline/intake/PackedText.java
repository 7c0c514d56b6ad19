package org.spotalert.pipeline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A long text made short enough for a message (zlib, RFC 1950, in Base64): what repeats itself takes little room.
 *
 * @param length the bytes of the text in UTF-8
 * @param packed the text, packed
 */
record PackedText(int length, String packed) {

    /** What is unpacked at most, in bytes: whoever may write to the queue may write anything. */
    static final int LONGEST = 3 * 1024 * 1024;
    /** What packing adds at most to a text that has nothing in common with itself (zlib's compressBound). */
    private static final int MORE = 64;

    static PackedText of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] packed = new byte[bytes.length + bytes.length / 1000 + MORE];
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            int size = deflater.deflate(packed);
            return new PackedText(bytes.length, Base64.getEncoder().encodeToString(Arrays.copyOf(packed, size)));
        } finally {
            deflater.end();
        }
    }

    /**
     * The text again.
     *
     * @throws IllegalArgumentException when it is none, or longer than it may be
     */
    static String read(JsonNode packed) {
        int length = packed.path("length").asInt();
        if (length <= 0 || length > LONGEST) {
            throw new IllegalArgumentException("too long, or of no length");
        }
        byte[] text = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(Base64.getDecoder().decode(packed.path("packed").asText()));
            if (inflater.inflate(text) != length || inflater.inflate(new byte[1]) != 0) {
                throw new IllegalArgumentException("not as long as it says");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (DataFormatException malformed) {
            throw new IllegalArgumentException("not packed", malformed);
        } finally {
            inflater.end();
        }
    }
}
