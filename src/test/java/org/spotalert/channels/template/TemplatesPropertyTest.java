package org.spotalert.channels.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.Alert;

/** Whatever names come from outside, a template's output keeps its form. */
class TemplatesPropertyTest {

    private static final Templates TEMPLATES = new Templates(Path.of("templates"));
    private static final String HARMLESS = "x";

    @Provide
    Arbitrary<String> hostileTexts() {
        Arbitrary<String> known = Arbitraries.of(
                "\"",
                "'",
                "\\",
                "\n",
                "\r\n\r\n",
                "\u0000\u001b[31m",
                "<script>alert(1)</script>",
                "<img src=x onerror='a()'>",
                "\"><a href=\"https://evil.test\">",
                "</td></table>",
                "&lt;&amp;",
                "<!channel>",
                "<users/all>",
                "<at>all</at>",
                "${body.thread}",
                "<#include \"/etc/passwd\">",
                "\u202Egpj.exe",
                "\u2066\u200F\u061C",
                "\uD800",
                "\uD83D\uDE80",
                "\u2028\u2029\u0085");
        return Arbitraries.oneOf(known, Arbitraries.strings().all().ofMaxLength(20))
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 60)
    void hostileTextAddsNeitherLinesNorMarkup(@ForAll("hostileTexts") String text) throws Exception {
        keepsItsForm(text);
    }

    @Property(tries = 1)
    void namesOfSixtyFourKilobytesAddNeitherLinesNorMarkup() throws Exception {
        keepsItsForm("<b>\"\n".repeat(13_000));
    }

    private static void keepsItsForm(String text) throws Exception {
        for (String template : templates()) {
            for (boolean digest : List.of(false, true)) {
                String harmless = render(template, message(HARMLESS, digest));
                String hostile = render(template, message(HARMLESS + text, digest));

                // Fewer there may be: a name that no service can have gets no link.
                assertThat(hostile.lines().count())
                        .isLessThanOrEqualTo(harmless.lines().count());
                assertThat(hostile)
                        .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]");
                if (template.endsWith(".ftlh")) {
                    assertThat(count(hostile, '<')).isLessThanOrEqualTo(count(harmless, '<'));
                    assertThat(hostile).contains("</html>");
                    assertThat(count(hostile, '>')).isLessThanOrEqualTo(count(harmless, '>'));
                    assertThat(count(hostile, '"')).isLessThanOrEqualTo(count(harmless, '"'));
                }
            }
        }
    }

    private static AlertMessage message(String name, boolean digest) {
        if (digest) {
            return Alerts.after(18).of(Alerts.storm(60, name));
        }
        Alert alert = Alerts.warning()
                .name(name)
                .services(Alerts.service(name, 3, 100), Alerts.unknownFigures("other " + name))
                .tasks(Alerts.task())
                .partial(name)
                .alert();
        return Alerts.after(18).of(List.of(alert.withRemark(name)));
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(each -> each == wanted).count();
    }

    /** The templates of channels; those beside the channels' folders are parts of them. */
    private static List<String> templates() throws IOException {
        Path folder = Path.of("templates");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(file -> file.getNameCount() > 1)
                    .map(file -> file.toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static String render(String template, AlertMessage message) throws Exception {
        StringWriter out = new StringWriter();
        TEMPLATES.configuration().getTemplate(template).process(Map.of("body", message), out);
        return out.toString();
    }
}
