package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents name what there is: rooms, routes, steps, tests, and places in other documents. */
class DocumentsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/spotalert");
    private static final Pattern LINK = Pattern.compile("]\\((?!\\w+:|[.]{3})([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern TEST = Pattern.compile("`([A-Z][a-z]\\w*(?:Test|IT))`");

    @Test
    void everyRoomIsNamed() throws IOException {
        String text = Files.readString(Path.of("docs/architecture.md"));

        assertThat(rooms())
                .hasSizeGreaterThan(50)
                .filteredOn(room -> !text.contains("`" + room + "`"))
                .isEmpty();
    }

    @Test
    void everyRoomThatIsNamedIsThere() throws IOException {
        Set<String> rooms = rooms();

        assertThat(found("`((?:pipeline|channels|platform|cli)\\.[a-z.]+[a-z])`", Path.of("docs/architecture.md")))
                .isNotEmpty()
                .isSubsetOf(rooms);
    }

    @Test
    void glossaryIsShort() throws IOException {
        String glossary = Files.readString(Path.of("docs/architecture.md")).split("## Glossary")[1];

        assertThat(glossary.lines().filter(line -> line.startsWith("| ")).skip(1))
                .hasSizeBetween(10, 25);
    }

    /** A newcomer follows an alert by these names. */
    @Test
    void storyOfTheRoutesNamesRoutesAndSteps() throws IOException {
        StringBuilder routes = new StringBuilder();
        for (Path file : CamelCatalogTest.routeFiles()) {
            routes.append(Files.readString(file));
        }
        String story = Files.readString(Path.of("routes/README.md")).split("## How to read")[0];

        assertThat(Pattern.compile("(?<!\\[)`([a-z-]+)`").matcher(story).results())
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(routes).containsPattern("\\bid: " + name.group(1) + "\\b"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksAndTestsAreThere(Path document) throws IOException {
        assertThat(LINK.matcher(Files.readString(document)).results()).allSatisfy(link -> isThere(document, link));
        assertThat(found(TEST.pattern(), document)).isSubsetOf(tests());
    }

    private static void isThere(Path document, MatchResult link) throws IOException {
        Path target = link.group(1).isEmpty()
                ? document
                : document.resolveSibling(link.group(1)).normalize();
        assertThat(target).exists();
        if (link.group(2) != null) {
            assertThat(HEADING.matcher(Files.readString(target)).results().map(heading -> anchor(heading.group(1))))
                    .contains(link.group(2));
        }
    }

    /** The anchor that GitHub makes of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\s-]", "").replace(' ', '-');
    }

    private static List<String> found(String pattern, Path document) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(document))
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> tests = Files.walk(Path.of("src/test/java"));
                Stream<Path> measured = Files.walk(Path.of("bench"))) {
            return Stream.concat(tests, measured)
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    /** The packages with a class, without the one of the entry point. */
    private static Set<String> rooms() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(room -> !room.isEmpty())
                    .collect(Collectors.toSet());
        }
    }

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> others = Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "routes/README.md")
                        .map(Path::of)) {
            return Stream.concat(docs.filter(file -> file.toString().endsWith(".md")), others)
                    .sorted()
                    .toList();
        }
    }
}
