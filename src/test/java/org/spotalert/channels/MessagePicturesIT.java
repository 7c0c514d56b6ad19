package org.spotalert.channels;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.channels.googlechat.GoogleChat;
import org.spotalert.channels.json.JsonTexts;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.AlertMessage.ServiceFacts;
import org.spotalert.channels.slack.Slack;
import org.spotalert.channels.teams.Teams;
import org.spotalert.channels.template.Rendered;
import org.spotalert.local.Browser;

/**
 * What each channel shows in each situation, drawn by a browser as wide as a phone: how far a reader looks until the services are
 * named. {@code target/pictures} has the pages and pictures; {@code -Dpictures.write=true} writes those of docs/images, and the table.
 */
@Tag("browser")
class MessagePicturesIT {

    private static final Path RESOURCES = Path.of("src/test/resources/pictures");
    private static final Path PAGES = Path.of("target", "pictures");
    private static final Path DOCUMENT = Path.of("docs/images/README.md");
    private static final Map<String, AlertMessage> SITUATIONS = Situations.all();
    private static final int PHONE = 390;
    private static final int PHONE_HEIGHT = 844;
    private static final int DESKTOP = 1280;
    private static final List<String> TABLE =
            List.of("one-service-down", "two-services", "five-services", "digest-4", "owned");
    private static final boolean WRITE = Boolean.getBoolean("pictures.write");
    private static final Path IMAGES = Path.of("docs/images");

    private static Browser browser;

    /** What the far ends show of a message: what is posted to a chat, or a text. */
    private static Map<String, Object> shown(AlertMessage message) {
        String markdown = Rendered.markdown(message);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("slack", new Slack().message(message, markdown));
        shown.put("google-chat", new GoogleChat().message(message, markdown));
        shown.put("teams", new Teams().message(message, markdown));
        shown.put("email", Rendered.html(message));
        JsonTexts.programs().forEach(program -> shown.put(program, JsonTexts.posted(program, message)));
        Map<String, String> texts = MessageTexts.of(message);
        Stream.of("sms", "sns", "jira", "servicenow", "pagerduty")
                .forEach(channel -> shown.put(channel, requireNonNull(texts.get(channel))));
        if (message.recovered()) {
            // Its event closes the alert, and has no text.
            shown.remove("pagerduty");
        }
        return shown;
    }

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(PAGES);
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    static Stream<String> situations() {
        return SITUATIONS.keySet().stream();
    }

    private static void open(String situation, String channel, Object shown, int width, int height) throws IOException {
        String page = DrawnMessage.page(channel, shown, "10:16", "Europe/Berlin");
        Path file = Files.writeString(PAGES.resolve(channel + "-" + situation + ".html"), page);
        browser.size(width, height);
        browser.open(file.toAbsolutePath().toUri().toString());
    }

    /** Pixels until the last service, and characters until the first. */
    private record Look(int pixels, int characters) {

        static Look at(AlertMessage message) {
            List<String> rows =
                    message.services().stream().map(ServiceFacts::figures).toList();
            String first = message.services().isEmpty()
                    ? "1 standalone task"
                    : message.services().get(0).name();
            JsonNode bottom = browser.run("return bottom(arguments[0])", rows);
            String text = browser.run(
                            "return (document.querySelector('h1, .card, .bubble, td td') || document.querySelector('p')).innerText")
                    .asText();
            return new Look(
                    bottom.isNull()
                            ? browser.run("return Math.ceil(document.body.getBoundingClientRect().bottom)")
                                    .asInt()
                            : bottom.asInt(),
                    text.indexOf(first.substring(0, Math.min(8, first.length()))));
        }
    }

    /** A picture as high as the message. */
    private static Path picture(String name, int width) throws IOException {
        browser.size(
                width,
                browser.run("return Math.ceil(document.body.getBoundingClientRect().bottom)")
                        .asInt());
        return FewColours.of(browser.picture(PAGES.resolve(name + "-" + width + ".png")));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void upToFiveServicesStandOnTheFirstScreenOfAPhone(String situation) throws Exception {
        AlertMessage message = requireNonNull(SITUATIONS.get(situation));
        boolean hostile = situation.equals("hostile-names");
        for (Map.Entry<String, Object> shown : shown(message).entrySet()) {
            open(situation, shown.getKey(), shown.getValue(), PHONE, PHONE_HEIGHT);
            Look look = Look.at(message);

            picture(shown.getKey() + "-" + situation, PHONE);
            assertThat(browser.errors()).as(shown.getKey()).isEmpty();
            assertThat(browser.count("img, main script")).as(shown.getKey()).isZero();
            assertThat(browser.run("return document.documentElement.scrollWidth")
                            .asInt())
                    .as(shown.getKey())
                    .isLessThanOrEqualTo(PHONE);
            assertThat(look.characters()).as(shown.getKey()).isBetween(hostile ? -1 : 1, 30);
            if (message.services().size() <= 5 && !hostile) {
                assertThat(look.pixels()).as(shown.getKey()).isBetween(20, PHONE_HEIGHT);
            }
        }
    }

    /** The pictures of the documents, and a table of what the others show. */
    @Test
    void picturesOfTheDocumentsAreSmall() throws Exception {
        List<String> chosen = Files.readAllLines(RESOURCES.resolve("chosen.txt"));
        assertThat(chosen).hasSizeLessThanOrEqualTo(24);
        for (String name : chosen) {
            String situation = SITUATIONS.keySet().stream()
                    .filter(name::contains)
                    .findFirst()
                    .orElseThrow();
            String channel = name.substring(0, name.indexOf("-" + situation));
            int width = name.endsWith("-" + PHONE) ? PHONE : DESKTOP;
            open(
                    situation,
                    channel,
                    requireNonNull(
                            shown(requireNonNull(SITUATIONS.get(situation))).get(channel)),
                    width,
                    PHONE_HEIGHT);
            Path picture = picture(channel + "-" + situation, width);

            assertThat(picture.toFile().length()).as(name).isLessThan(60_000);
            if (WRITE) {
                Files.copy(picture, IMAGES.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
            }
            assertThat(IMAGES.resolve(name + ".png")).exists();
        }
    }

    /** Channels by situations: pixels until the last service. Other fonts make other pixels, so the document is not compared. */
    @Test
    void tableOfTheDocumentNamesEveryChannel() throws Exception {
        StringBuilder table = new StringBuilder("| channel | " + String.join(" | ", TABLE) + " | characters |\n|---|"
                + "---|".repeat(TABLE.size() + 1) + "\n");
        for (String channel :
                shown(requireNonNull(SITUATIONS.get(TABLE.get(0)))).keySet()) {
            table.append("| ").append(channel);
            int characters = 0;
            for (String situation : TABLE) {
                AlertMessage message = requireNonNull(SITUATIONS.get(situation));
                open(situation, channel, requireNonNull(shown(message).get(channel)), PHONE, PHONE_HEIGHT);
                Look look = Look.at(message);
                characters = Math.max(characters, look.characters());
                table.append(" | ").append(look.pixels());
            }
            table.append(" | ").append(characters).append(" |\n");
        }
        String document = Files.readString(DOCUMENT);
        if (WRITE) {
            Files.writeString(DOCUMENT, document.replaceFirst("(?s)\\| channel \\|.*?\n\n", table + "\n"));
        }
        Files.writeString(PAGES.resolve("table.md"), table);
        assertThat(table.toString().lines().skip(2).map(row -> row.split(" \\| ")[0] + " |"))
                .allMatch(document::contains);
    }
}
