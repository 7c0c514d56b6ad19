package org.spotalert.pipeline.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.model.MaintenanceWindow;

class RulesTextTest {

    private static List<MaintenanceWindow> windows(String text) {
        return RulesText.windows(text);
    }

    private static boolean open(MaintenanceWindow window, String moment) {
        return window.at(Instant.parse(moment)).isPresent();
    }

    @Test
    void theExampleOfTheDocumentIsUnderstood() throws IOException {
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/decisions.md")));
        assertThat(example.find()).isTrue();

        List<MaintenanceWindow> windows = windows(example.group(1));

        assertThat(windows)
                .extracting(MaintenanceWindow::name)
                .containsExactly("nightly-load", "first-sunday", "data-center-move");
        MaintenanceWindow nightly = windows.get(0);
        assertThat(nightly.scope()).hasToString("account 111122223333, cluster batch-*, service report-*|import");
        assertThat(nightly.owner()).isEqualTo("team-batch");
        assertThat(open(nightly, "2027-01-28T21:30:00Z")).isTrue();
        // It expires when its last day ends in Berlin, in the middle of the night's window.
        assertThat(open(nightly, "2027-01-29T22:59:59Z")).isTrue();
        assertThat(open(nightly, "2027-01-29T23:00:00Z")).isFalse();
        assertThat(open(nightly, "2027-02-01T21:30:00Z")).isFalse();
        assertThat(open(windows.get(1), "2026-12-06T02:00:00Z")).isTrue();
        assertThat(open(windows.get(2), "2026-12-01T21:00:00Z")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maintenance-windows: [] | ''",
                "'' | ''",
                "'# nothing yet' | ''",
            })
    void fileMayHoldNothing(String text, String ignored) {
        assertThat(windows(text)).isEmpty();
    }

    private static String entry(String members) {
        return "maintenance-windows:\n  - {name: a, owner: o, reason: r, " + members + "}\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weekly: Someday 10:00-11:00 | maintenance window a: \"Someday 10:00-11:00\" is not a window",
                "scope: {cluster: blue} | maintenance window a: give either weekly, or from and until",
                "weekly: 'Fri 10:00-11:00', until: '2026-12-01T10:00' | and no two of them",
                "from: '2026-12-01T10:00' | maintenance window a: give either weekly",
                "until: '2026-12-01T10:00' | maintenance window a: from is missing",
                "weekly: 'Fri 10:00-11:00', time-zone: Mars | \"Mars\" is not a time zone",
                "weekly: 'Fri 10:00-11:00', expires: soon | expires: \"soon\" is not a date such as",
                "weekly: 'Fri 10:00-11:00', scope: {cluster: 'a b'} | nothing can be like \"a b\"",
                "recurs: FREQ=DAILY, from: '2026-12-01T10:00' | lasts is missing",
                "recurs: FREQ=DAILY, from: '2026-12-01T10:00', lasts: long | \"long\" is not a length of time",
                "weekly: 'Fri 10:00-11:00', weakly: x | line 2: maintenance-windows.[0].weakly: Unrecognized field",
            })
    void whatIsWrongIsSaid(String members, String expected) {
        assertThatThrownBy(() -> windows(entry(members)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> windows("""
                        maintenance-windows:
                          - {weekly: 'Fri 10:00-11:00', owner: o, reason: r}
                          - {name: b, weekly: 'Fri 10:00-11:00', reason: r}
                          - {name: b, weekly: 'Fri 10:00-11:00', owner: o, reason: r}
                          -
                        """))
                .hasMessage("maintenance window number 1: name is missing; maintenance window b: owner is missing;"
                        + " maintenance window b: the name is there twice; maintenance window number 4: is empty");
        assertThatThrownBy(() -> windows("maintenance-windows: ["))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line ");
    }

    @ParameterizedTest
    @CsvSource({
        "cluster: 'arn:aws:ecs:eu-west-1:111122223333:cluster/blue', a cluster's short name",
        "service: 'arn:aws:ecs:eu-west-1:111122223333:service/blue/orders', give an ARN's last part",
        "account: blue, an account is 12 digits",
        "region: EU (Ireland), a Region is written like eu-west-1"
    })
    void scopeThatCanNeverFitIsRefused(String scope, String said) {
        assertThatThrownBy(() -> windows(entry("weekly: daily 01:00-02:00, scope: {" + scope + "}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource({"4h, 14:00", "90m, 11:30", "1d2h, 12:00"})
    void lengthsAreRead(String lasts, String end) {
        MaintenanceWindow window = windows(entry("recurs: FREQ=DAILY, from: '2026-12-01T10:00', lasts: " + lasts))
                .get(0);

        assertThat(window.at(Instant.parse("2026-12-01T10:00:00Z"))
                        .orElseThrow()
                        .end())
                .asString()
                .contains("T" + end);
    }

    /** Whatever a file holds, it is refused at once, in a few words. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void hostileFileIsRefusedQuickly(String what, String text) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatThrownBy(() -> windows(text))
                        .isInstanceOf(IllegalArgumentException.class)
                        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeBetween(20, 1_500)));
    }

    static Stream<Arguments> hostileFileIsRefusedQuickly() {
        String minutes = IntStream.range(0, 60).mapToObj(String::valueOf).collect(Collectors.joining(","));
        String hours = IntStream.range(0, 24).mapToObj(String::valueOf).collect(Collectors.joining(","));
        String times = ";BYHOUR=" + hours + ";BYMINUTE=" + minutes;
        return Stream.of(
                Arguments.of("every second of a year", recurring("FREQ=YEARLY" + times + ";BYSECOND=" + minutes)),
                Arguments.of("every minute of a month", recurring("FREQ=MONTHLY" + times)),
                Arguments.of("an interval of ages", recurring("FREQ=DAILY;INTERVAL=2147483647")),
                Arguments.of("a day that never comes", recurring("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")),
                Arguments.of("a position that never comes", recurring("FREQ=YEARLY;BYSETPOS=400;BYDAY=MO")),
                Arguments.of("two hours of a day", recurring("FREQ=DAILY;BYHOUR=1,2")),
                Arguments.of("a long rule", recurring("FREQ=DAILY;BYHOUR=" + "1,".repeat(50_000) + "1")),
                Arguments.of(
                        "a first year far ahead",
                        window("recurs: FREQ=DAILY, lasts: 1h, from: '+999999999-01-01T00:00'")),
                Arguments.of(
                        "a first year far back",
                        window("recurs: FREQ=DAILY, lasts: 1h, from: '-999999999-01-01T00:00'")),
                Arguments.of("an end far ahead", window("from: '2026-12-01T22:00', until: '+999999999-12-31T00:00'")),
                Arguments.of("an expiry far ahead", window("weekly: daily 01:00-02:00, expires: '+999999998-12-31'")),
                Arguments.of("a long text of days", window("weekly: '" + "Mon,".repeat(60_000) + " 01:00-02:00'")),
                Arguments.of("a text of spaces", window("weekly: '" + " x".repeat(120_000) + "'")),
                Arguments.of(
                        "a long time zone",
                        window("weekly: daily 01:00-02:00, time-zone: '" + "x".repeat(200_000) + "'")),
                Arguments.of(
                        "a long length",
                        window("recurs: FREQ=DAILY, from: '2026-12-01T22:00', lasts: '" + "9".repeat(200_000) + "'")),
                Arguments.of("aliases of aliases", aliases()),
                Arguments.of("itself", "maintenance-windows: &a [*a, *a]"),
                Arguments.of("deep lists", "maintenance-windows: " + "[".repeat(100_000)),
                Arguments.of("deep maps", "maintenance-windows:\n- scope: " + "{account: ".repeat(20_000)));
    }

    private static String recurring(String rule) {
        return window("recurs: '" + rule + "', from: '2026-12-01T22:00', lasts: 1h");
    }

    private static String window(String members) {
        return "maintenance-windows:\n- {name: n, owner: o, reason: r, " + members + "}\n";
    }

    private static String aliases() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int level = 1; level < 40; level++) {
            text.append("a%1$d: &a%1$d [*a%2$d, *a%2$d, *a%2$d]\n".formatted(level, level - 1));
        }
        return text.append("maintenance-windows: *a39\n").toString();
    }
}
