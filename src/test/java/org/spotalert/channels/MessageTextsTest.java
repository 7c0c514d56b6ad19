package org.spotalert.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
