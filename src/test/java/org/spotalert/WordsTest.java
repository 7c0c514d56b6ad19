package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the project to the field's words: those of a dialect that no search finds are gone, from code, routes and docs. */
class WordsTest {

    private static final Pattern GONE = Pattern.compile(
            "\\b(told|tells?|telling|(?<!data/)claim(s|ed|ing)?|desks?|rehears\\w*|patience|fates?|audience|reminders?"
                    + "|follow-?ups?|put[- ]off|stands? in|stood in|stand-in|stands? by|whole again)\\b",
            Pattern.CASE_INSENSITIVE);

    /** The parts of names such as {@code claimUpkeep}. */
    private static final Pattern GONE_IN_NAMES = Pattern.compile(
            "(?<![A-Za-z])(told|tell|claim|desk|rehearsal|patience|fate|audience|reminder|followUp|standIn|putOff)[A-Z]\\w*"
                    + "|\\w*[a-z](Told|Tells?|Claims?|Desk|Rehearsal|Patience|Fate|Audience|Reminder|FollowUp|StandIn|PutOff)(\\b|(?=[A-Z]))");

    /** Names that said nothing to who knows the field, in words of their own or as types. */
    private static final Pattern GONE_NAMES = Pattern.compile(
            "\\b(SentHere|ChannelRoles|FallbackTurn|NextLook|LooksUnderWay|beginAgain|toldIn|askAgain|givenUp|goesAt|isWorth"
                    + "|FarEnds|DryStart|BadStart|RouteSwap|RouteDraft|DraftRules|KnownChannels|ListedInstances|EcsQuestions"
                    + "|TaskSorter|ServiceReading|ServiceFigures|AwsAddress|HiddenMessages|QueueReads|QueueKeeping"
                    + "|BudgetedCalls|RequestQuota|HeldBackException|TimedLookup|atOnceThenEvery|WebhookRules|RequestSecret"
                    + "|leaksInto|noRedelivery|EndingText|NoticeText|CleanText|UNANSWERED|SettingsOfOthers|OwnChannels"
                    + "|GivenSettings|BadSettingsException|look(?=\\()|(method|id): (look|settle|gather|remind)(?![-\\w])"
                    + "|(class|record|interface|enum) (Standing|Turns|Share|Followed|Ending|Trouble|Findings|Members|Impacts"
                    + "|Recorder|Replies|Refusals?|Opening|Advice|Fitting|Spelling))\\b");

    /** Old names stand where a start refuses them, and where a test shows it. */
    private static final List<String> EXEMPT =
            List.of("RenamedSettings.java", "SettingsTest.java", "PostgresStoreIT.java", "WordsTest.java");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main",
                "src/test",
                "routes",
                "templates",
                "docs",
                "application.properties",
                "bench",
                "deploy",
                "README.md",
                "CHANGELOG.md",
                "SECURITY.md",
                "CONTRIBUTING.md"
            })
    void wordsOfTheDialectAreGone(String root) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().endsWith(".png"))
                            .filter(file -> !EXEMPT.contains(file.getFileName().toString()))
                            .filter(file -> !file.toString().contains("db/migration"))
                            .flatMap(WordsTest::found))
                    .isEmpty();
        }
    }

    @Test
    void dialectIsSeen() {
        assertThat(GONE.matcher("Who is told of what").find()).isTrue();
        assertThat(GONE_IN_NAMES.matcher("new ClaimUpkeep(); toldIn").find()).isTrue();
        assertThat(GONE.matcher("untold stories").find()).isFalse();
        assertThat(GONE_NAMES.matcher("watch.look(); new Lookup()").results()).hasSize(1);
        assertThat(GONE_NAMES.matcher("bean: {id: look, ref: watch}").find()).isTrue();
        assertThat(GONE_NAMES.matcher("record Ending(Severity severity)").find())
                .isTrue();
    }

    private static Stream<String> found(Path file) {
        try {
            // The changelog names what is gone, as `code`.
            String noted = file.endsWith("CHANGELOG.md") ? "`[^`]*`" : "(?!)";
            List<String> lines = Files.readAllLines(file).stream()
                    .map(line -> line.replaceAll(noted, ""))
                    .toList();
            return Stream.iterate(0, line -> line < lines.size(), line -> line + 1)
                    .flatMap(line -> Stream.of(GONE, GONE_IN_NAMES, GONE_NAMES)
                            .flatMap(words -> words.matcher(lines.get(line)).results())
                            .map(match -> file + ":" + (line + 1) + ": " + match.group()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
