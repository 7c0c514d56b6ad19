package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTextTest {

    private final ObjectMapper json = new ObjectMapper();

    private String again(PackedText packed) {
        return PackedText.read(json.valueToTree(packed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "naïve 日本 \u202e 🎈", "{\"instances\":[]}"})
    void whatWasPackedIsRead(String text) {
        assertThat(again(PackedText.of(text))).isEqualTo(text);
    }

    @Test
    void whatRepeatsItselfTakesLittleRoomAndWhatDoesNotFitsToo() {
        String repeated = "{\"instance\":\"i-0a1b2c3d4e5f60718\"},".repeat(5_000);
        String noise = new Random(1)
                .ints(200_000, ' ', 0x2000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(PackedText.of(repeated).packed()).hasSizeLessThan(repeated.length() / 50);
        assertThat(again(PackedText.of(repeated))).isEqualTo(repeated);
        assertThat(again(PackedText.of(noise))).isEqualTo(noise);
    }

    @Test
    void whatIsNotWhatItSaysIsRefused() {
        PackedText good = PackedText.of("text of thirty characters here");

        for (PackedText bad : new PackedText[] {
            new PackedText(good.length() + 1, good.packed()),
            new PackedText(good.length() - 1, good.packed()),
            new PackedText(0, good.packed()),
            new PackedText(-1, good.packed()),
            new PackedText(Integer.MAX_VALUE, good.packed()),
            new PackedText(good.length(), good.packed().substring(0, 12)),
            new PackedText(good.length(), "AAAA" + good.packed()),
            new PackedText(good.length(), "<no base64>"),
            new PackedText(good.length(), "")
        }) {
            assertThatThrownBy(() -> again(bad)).as(bad.toString()).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
