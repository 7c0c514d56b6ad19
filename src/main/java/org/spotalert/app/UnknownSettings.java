package org.spotalert.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spotalert.platform.config.SettingName;
import org.spotalert.platform.settings.DidYouMean;
import org.spotalert.platform.settings.EnvironmentVariable;
import org.spotalert.platform.settings.RenamedSettings;
import org.spotalert.platform.settings.RouteFolder;

/** Names of settings that are none, most likely misspelt: what was meant keeps its default, unnoticed. */
final class UnknownSettings {

    private static final Pattern PROPERTY = Pattern.compile("spot\\.[a-z0-9.-]*[a-z0-9]");
    private static final Pattern VARIABLE = Pattern.compile("SPOT_[A-Z0-9_]*[A-Z0-9]");
    /** How a route template reads an option of its channel. */
    private static final Pattern OPTION = Pattern.compile("\\{\\{spot\\.channel\\.\\{\\{channel}}\\.([a-z-]+)");
    /** Options that no template reads, but the program for it. */
    private static final Set<String> OPTIONS =
            Set.of("only", "fallback", "webhook", "secret", "routing-key", "url", "messages-per-second");

    /** Variables without SPOT_ may be another program's: only a near miss is a warning. */
    private static final int NEAR = 2;

    private static final Pattern OF_A_CHANNEL = Pattern.compile("spot\\.channel\\.|SPOT_CHANNEL_");
    private static final String CHANNELS_FILE = " A channel of your own needs its file in routes/channels.";

    private static final Pattern OF_KUBERNETES = Pattern.compile("(SPOT_.+?)_(SERVICE|PORT)(_.*)?");

    private final Set<String> properties = new HashSet<>();
    private final Set<String> variables = new HashSet<>();

    private UnknownSettings(SettingWarnings.Given given, Optional<RouteFolder> routes) {
        properties.addAll(EnvironmentVariable.defaults().stringPropertyNames());
        // Those stop the start.
        properties.addAll(RenamedSettings.names());
        Collection<String> files =
                routes.map(folder -> folder.readableTexts().values()).orElse(List.of());
        List<String> options = Stream.concat(OPTIONS.stream(), found(OPTION, files.stream(), 1))
                .distinct()
                .toList();
        routes.map(RouteFolder::channels)
                .orElse(Map.of())
                .keySet()
                .forEach(
                        channel -> options.forEach(option -> properties.add("spot.channel." + channel + "." + option)));
        // What the operator's own files and values name is theirs to name.
        List<String> texts = Stream.concat(files.stream(), given.properties().values().stream())
                .toList();
        found(PROPERTY, texts.stream(), 0).forEach(properties::add);
        found(VARIABLE, texts.stream(), 0).forEach(variables::add);
        properties.forEach(property -> variables.addAll(EnvironmentVariable.all(property)));
        variables.addAll(SettingName.files(given.variables()));
    }

    /** One line for each, with the nearest name that there is. */
    static List<String> of(SettingWarnings.Given given, Optional<RouteFolder> routes) {
        UnknownSettings known = new UnknownSettings(given, routes);
        Set<String> wrong = new TreeSet<>(given.properties().keySet());
        wrong.removeIf(name -> !name.startsWith("spot.") || known.properties.contains(name));
        Set<String> wrongVariables = new TreeSet<>(given.variables());
        wrongVariables.removeIf(name ->
                !name.startsWith("SPOT_") || known.variables.contains(name) || ofKubernetes(name, given.variables()));
        return Stream.of(
                        wrong.stream().map(name -> line(name, known.properties)),
                        wrongVariables.stream().map(name -> line(name, known.variables)),
                        new TreeSet<>(given.variables()).stream().flatMap(known::nearMiss),
                        new TreeSet<>(given.properties().keySet()).stream().flatMap(UnknownSettings::inAFile))
                .flatMap(lines -> lines)
                .toList();
    }

    /** A variable without SPOT_ that is none of the program's, but nearly. */
    private Stream<String> nearMiss(String name) {
        Set<String> others = EnvironmentVariable.others();
        return name.startsWith("SPOT_") || others.contains(name) || variables.contains(name)
                ? Stream.empty()
                : meant(name, others).stream()
                        .map(meant -> "unknown setting " + name + "; did you mean " + meant + "?");
    }

    /** The variable that is misspelt, cut short, or has a word too many. */
    private static Optional<String> meant(String name, Set<String> others) {
        Optional<String> nearest =
                DidYouMean.nearest(name, others).filter(other -> DidYouMean.distance(name, other) <= NEAR);
        List<String> words = List.of(name.split("_"));
        if (nearest.isPresent() || words.size() < 2) {
            return nearest;
        }
        return others.stream()
                .filter(other -> head(other).equals(words.get(0)))
                .filter(other -> other.startsWith(name) || words.containsAll(List.of(other.split("_"))))
                .min(Comparator.naturalOrder());
    }

    private static String head(String variable) {
        return variable.substring(0, variable.indexOf('_'));
    }

    /** The name of a variable as a property: nothing reads it. */
    private static Stream<String> inAFile(String name) {
        return EnvironmentVariable.property(name).stream()
                .map(property ->
                        name + " is read from the environment only; in application.properties write " + property);
    }

    private static String line(String name, Set<String> known) {
        return "unknown setting " + name
                + DidYouMean.nearest(name, known)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("; docs/configuration.md lists all there are")
                + (OF_A_CHANNEL.matcher(name).lookingAt() ? CHANNELS_FILE : "");
    }

    /** Kubernetes gives every container variables about the services of its namespace, also of one that is called spot-something. */
    private static boolean ofKubernetes(String variable, Set<String> variables) {
        Matcher matcher = OF_KUBERNETES.matcher(variable);
        return matcher.matches() && variables.contains(matcher.group(1) + "_SERVICE_HOST");
    }

    private static Stream<String> found(Pattern pattern, Stream<String> texts, int group) {
        return texts.flatMap(text -> pattern.matcher(text).results().map((MatchResult match) -> match.group(group)));
    }
}
