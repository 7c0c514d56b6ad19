package org.spotalert.channels.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.Alert;

/** Whatever names come from outside, a template's output keeps its form. */
class TemplatesPropertyTest {

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
    void hostileTextAddsNeitherLinesNorMarkup(@ForAll("hostileTexts") String text) {
        keepsItsForm(text);
    }

    @Property(tries = 1)
    void namesOfSixtyFourKilobytesAddNeitherLinesNorMarkup() {
        keepsItsForm("<b>\"\n".repeat(13_000));
    }

    private static void keepsItsForm(String text) {
        for (boolean digest : List.of(false, true)) {
            AlertMessage harmless = message(HARMLESS, digest);
            AlertMessage hostile = message(HARMLESS + text, digest);
            String html = Rendered.html(hostile);
            // Fewer there may be: a name that no service can have gets no link.
            for (char sign : List.of('<', '>', '"')) {
                assertThat(count(html, sign)).isLessThanOrEqualTo(count(Rendered.html(harmless), sign));
            }
            assertThat(html).contains("</html>");
            for (String written : List.of(html, PlainText.of(Rendered.layout(hostile)))) {
                assertThat(written)
                        .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]");
            }
            assertThat(shape(hostile)).isLessThanOrEqualTo(shape(harmless));
        }
    }

    /** How many lines a message has, and how many texts of a style of their own. */
    private static int shape(AlertMessage message) {
        return Rendered.layout(message).sections().stream()
                .flatMap(section -> section.lines().stream())
                .mapToInt(line -> 1 + line.spans().size())
                .sum();
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
}
