package org.spotalert.channels.template;

import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.message.AlertMessage;

/** Renders messages by the real templates. */
public final class Rendered {

    private static final Path REAL = Path.of("templates");

    private Rendered() {}

    /** What the message says, for a channel to write. */
    public static String markdown(AlertMessage message) {
        return render(REAL, "message.md.ftl", Map.of("body", message));
    }

    public static Layout layout(AlertMessage message) {
        return Layout.of(markdown(message));
    }

    /** The lines of which one becomes an SMS. */
    public static String sms(AlertMessage message) {
        return render(REAL, "sms.ftl", Map.of("body", message));
    }

    /** The HTML part of a mail. */
    public static String html(AlertMessage message) {
        return render(
                REAL,
                "email/message.html.ftlh",
                Map.of("body", message, "variables", Map.of("layout", layout(message))));
    }

    /** What the template of a JSON channel writes. */
    public static String json(String program, AlertMessage message, Object written) {
        return render(REAL, program + ".json.ftl", Map.of("body", message, "variables", Map.of("written", written)));
    }

    static String render(Path folder, String template, Map<String, ?> model) {
        StringWriter out = new StringWriter();
        try {
            new Templates(folder).configuration().getTemplate(template).process(model, out);
        } catch (IOException | TemplateException failure) {
            throw new IllegalStateException(failure);
        }
        return out.toString();
    }
}
