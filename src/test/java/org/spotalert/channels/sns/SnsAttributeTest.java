package org.spotalert.channels.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spotalert.platform.text.Names;

class SnsAttributeTest {

    private final SnsMessage attribute = new SnsMessage(false);

    @Test
    void oneValueIsAText() {
        assertThat(attribute.attribute(new Names(List.of("blue")))).isEqualTo("blue");
    }

    @Test
    void severalValuesAreAList() {
        assertThat(attribute.attribute(new Names(List.of("blue", "green")))).isEqualTo(List.of("blue", "green"));
    }

    @Test
    void valuesOfAListAreEscapedForJson() {
        assertThat(attribute.attribute(new Names(List.of("a\", \"b", "c\\"))))
                .isEqualTo(List.of("a\\\", \\\"b", "c\\\\"));
    }

    @Test
    void asManyValuesAreKeptAsThereIsRoomFor() {
        Names names = new Names(IntStream.range(0, 1000)
                .mapToObj(number -> "\u6771".repeat(250) + number)
                .toList());

        assertThat(attribute.attribute(names)).asInstanceOf(list(String.class)).satisfies(values -> {
            assertThat(values).hasSizeBetween(15, 30).isEqualTo(names.all().subList(0, values.size()));
            String json = values.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
            assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(SnsMessage.LONGEST_ATTRIBUTE);
        });
    }
}
