package org.spotalert.platform.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How large a message of records is as JSON. */
public final class JsonSize {

    private final ObjectMapper json = new ObjectMapper();

    /** In bytes of UTF-8. */
    public int bytes(Object message) {
        try {
            return json.writeValueAsBytes(message).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of plain records is always JSON", e);
        }
    }
}
