package org.spotalert.channels.template;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * What FreeMarker writes in templates for Markdown: a backslash stands before each ASCII punctuation mark of a value, which makes it
 * text and nothing else (CommonMark, "Backslash escapes").
 */
final class MarkdownFormat extends CommonMarkupOutputFormat<MarkdownFormat.Markdown> {

    static final MarkdownFormat INSTANCE = new MarkdownFormat();

    private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");

    private MarkdownFormat() {}

    @Override
    public String getName() {
        return "Markdown";
    }

    @Override
    public String getMimeType() {
        return "text/markdown";
    }

    @Override
    public void output(String text, Writer out) throws IOException {
        out.write(escapePlainText(text));
    }

    @Override
    public String escapePlainText(String text) {
        return PUNCTUATION.matcher(text).replaceAll("\\\\$0");
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String name) {
        return false;
    }

    @Override
    protected Markdown newTemplateMarkupOutputModel(String text, String markdown) {
        return new Markdown(text, markdown);
    }

    /** Markdown that a template has captured. */
    static final class Markdown extends CommonTemplateMarkupOutputModel<Markdown> {

        Markdown(String text, String markdown) {
            super(text, markdown);
        }

        @Override
        public MarkdownFormat getOutputFormat() {
            return INSTANCE;
        }
    }
}
