package org.spotalert.channels.sns;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.spotalert.platform.text.Names;

/**
 * Makes message attributes that filter policies can match: a text for one value (data type String), a list for several
 * (String.Array, of which a policy matches any element).
 */
public final class SnsAttribute {

    /** The most bytes of one attribute; body and attributes share what a topic takes. */
    static final int LONGEST_BYTES = 16 * 1024;

    /** Quotes and comma around each element of the array. */
    private static final int AROUND = 4;

    /** The only name, or a list of as many as there is room for, the most frequent first. */
    public Object of(Names names) {
        if (names.all().size() == 1) {
            return names.all().get(0);
        }
        List<String> values = new ArrayList<>();
        int room = LONGEST_BYTES;
        for (String name : names.all()) {
            // Camel puts the quotes around each element, but escapes nothing in it.
            String value = new String(JsonStringEncoder.getInstance().quoteAsString(name));
            room -= value.getBytes(StandardCharsets.UTF_8).length + AROUND;
            if (room < 0) {
                break;
            }
            values.add(value);
        }
        return values;
    }
}
