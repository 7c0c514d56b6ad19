package org.spotalert.channels.template;

import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateNotFoundException;
import org.spotalert.platform.text.TextSanitizer;

/**
 * Why a template cannot be used as it is edited.
 *
 * @param reason for a reader
 * @param version of the templates in which it was found
 */
record TemplateFault(String reason, long version) {

    /** Says what is wrong with a template, in one line that follows its name. */
    static String reason(Exception failure) {
        if (failure instanceof ParseException broken) {
            return "is broken in line " + broken.getLineNumber() + ", column " + broken.getColumnNumber() + ": "
                    + TextSanitizer.line(broken.getEditorMessage());
        }
        if (failure instanceof TemplateException failed) {
            return "fails in line " + failed.getLineNumber() + " of " + failed.getTemplateSourceName() + ": "
                    + TextSanitizer.line(String.valueOf(failed.getMessageWithoutStackTop()));
        }
        return failure instanceof TemplateNotFoundException ? "does not exist" : "cannot be read";
    }
}
