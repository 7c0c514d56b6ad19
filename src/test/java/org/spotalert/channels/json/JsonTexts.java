package org.spotalert.channels.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.template.Rendered;

/** What the channels of the template {@code json} post, by the real templates. */
public final class JsonTexts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonTexts() {}

    /** The kinds that have a template of their own. */
    public static List<String> programs() {
        return JsonKinds.all().stream()
                .map(kind -> kind.name())
                .filter(name -> !name.equals("json"))
                .toList();
    }

    static JsonKinds.MarkupText text(String program) {
        return JsonKinds.all().stream()
                .filter(kind -> kind.name().equals(program))
                .findFirst()
                .map(kind -> (JsonKinds.MarkupText) kind.writer())
                .orElseThrow();
    }

    /** The JSON, which has to be some. */
    public static JsonNode posted(String program, AlertMessage message) {
        String json = Rendered.json(program, message, text(program).write(message, Rendered.markdown(message)));
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the template wrote no JSON: " + json, e);
        }
    }
}
