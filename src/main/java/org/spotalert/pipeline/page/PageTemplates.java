package org.spotalert.pipeline.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import freemarker.cache.ClassTemplateLoader;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.spotalert.channels.template.Templates;

/** The templates of the pages, which are part of the program. All they write is escaped as HTML. */
final class PageTemplates {

    private static final String FOLDER = "/page";

    private final Configuration templates = Templates.configured(new ClassTemplateLoader(PageTemplates.class, FOLDER));

    /** The page of this name with these values. */
    String render(String name, Map<String, Object> model) {
        StringWriter page = new StringWriter();
        try {
            templates.getTemplate(name + ".ftlh").process(model, page);
        } catch (IOException | TemplateException broken) {
            throw new IllegalStateException("the template " + name + " fails: " + broken.getMessage(), broken);
        }
        return page.toString();
    }

    /** The style sheet. */
    String style() {
        try (InputStream file =
                Objects.requireNonNull(PageTemplates.class.getResourceAsStream(FOLDER + "/style.css"))) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
