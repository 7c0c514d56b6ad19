package org.spotalert.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.channels.message.AlertMessage;

/** What each channel says in each situation, as src/test/resources/messages has it. {@code -Dmessages.write=true} writes these files. */
class MessageTextsTest {

    private static final Path FOLDER = Path.of("src/test/resources/messages");
    private static final Map<String, AlertMessage> SITUATIONS = Situations.all();

    static Stream<String> situations() {
        return SITUATIONS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("situations")
    void everyChannelSaysWhatItsFileHas(String situation) throws IOException {
        for (Map.Entry<String, String> text : MessageTexts.of(Objects.requireNonNull(SITUATIONS.get(situation)))
                .entrySet()) {
            Path file = FOLDER.resolve(text.getKey()).resolve(situation + ".txt");
            if (Boolean.getBoolean("messages.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text.getValue());
            }
            assertThat(text.getValue()).as(file.toString()).isEqualTo(Files.readString(file));
        }
    }

    @ParameterizedTest
    @MethodSource("situations")
    void firstLineNamesWhatBreaksWithinThirtyCharacters(String situation) throws IOException {
        AlertMessage message = Objects.requireNonNull(SITUATIONS.get(situation));
        String first = message.services().isEmpty()
                ? "1 standalone task"
                : message.services().get(0).name();
        int until = message.headline().indexOf(first.substring(0, Math.min(10, first.length())));
        List<String> shown = Objects.requireNonNull(MessageTexts.of(message).get("slack"))
                .lines()
                .toList();
        List<String> above = shown.subList(shown.indexOf("---") + 1, shown.size()).stream()
                .takeWhile(line -> !line.matches("\\*(What to do|Standalone tasks.*)\\*"))
                .filter(line -> !line.isEmpty() && !line.startsWith("[edge"))
                .toList();
        int last = (int) above.stream()
                .filter(line -> !line.matches("AWS (takes|took) .*"))
                .count();

        assertThat(until).isBetween(1, 30);
        assertThat(Files.readString(Path.of("docs/channels.md")))
                .contains("| " + situation + " | " + until + " | " + last + " |\n");
    }
}
