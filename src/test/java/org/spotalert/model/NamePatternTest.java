package org.spotalert.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class NamePatternTest {

    /** The same by a regular expression, over texts that are short enough for one. */
    private static boolean byRegex(String pattern, String name) {
        String regex = pattern.codePoints()
                .mapToObj(point -> switch (point) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(point));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
    }

    @Property(tries = 5000)
    void matchesWhatTheRegularExpressionMatches(
            @ForAll @StringLength(max = 7) @Chars({'a', 'b', '*', '?', '\n'}) String pattern,
            @ForAll @StringLength(max = 9) @Chars({'a', 'b', '\n'}) String name) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(byRegex(pattern, name));
    }

    @Property(tries = 500)
    void everyNameIsLikeItself(@ForAll @StringLength(max = 20) @CharRange(from = ' ', to = '~') String name) {
        assertThat(new NamePattern(name).matches(name)).isTrue();
        assertThat(new NamePattern("*" + name + "*").matches("<" + name + ">")).isTrue();
    }

    @Test
    void questionMarkIsOneCharacterHoweverItIsEncoded() {
        assertThat(new NamePattern("?").matches("\uD83D\uDE80")).isTrue();
        assertThat(new NamePattern("??").matches("\uD83D\uDE80")).isFalse();
    }

    @Test
    void manyWildcardsTakeNoTime() {
        NamePattern pattern = new NamePattern("*a".repeat(120) + "*b");
        String name = "a".repeat(60_000);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(pattern.matches(name)).isFalse());
    }
}
