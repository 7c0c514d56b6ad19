package org.spotalert.platform.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all sources say at one time. */
final class SettingValues {

    private final Map<String, Map<String, String>> bySource;
    private final Map<String, UnreadableSourceException> problems;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();

    /**
     * @param bySource what each source says, the least first: the last one that has a setting counts
     * @param problems why a source could not be read, by its name
     */
    SettingValues(Map<String, Map<String, String>> bySource, Map<String, UnreadableSourceException> problems) {
        this.bySource = new LinkedHashMap<>(bySource);
        this.problems = new LinkedHashMap<>(problems);
        bySource.forEach((source, said) -> {
            values.putAll(said);
            said.keySet().forEach(name -> origins.put(name, source));
        });
    }

    static SettingValues none() {
        return new SettingValues(Map.of(), Map.of());
    }

    /** The value of each setting, by its variable. */
    Map<String, String> values() {
        return values;
    }

    Optional<String> origin(String name) {
        return Optional.ofNullable(origins.get(name));
    }

    Map<String, String> of(String source) {
        return bySource.getOrDefault(source, Map.of());
    }

    /** The settings that are not the same there. */
    static Set<String> changed(Map<String, String> here, Map<String, String> there) {
        return Stream.concat(here.keySet().stream(), there.keySet().stream())
                .filter(name -> !Objects.equals(here.get(name), there.get(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many settings each source has, or why it could not be read. */
    List<Config.State> states() {
        List<Config.State> states = new ArrayList<>();
        bySource.forEach((source, said) -> {
            Optional<UnreadableSourceException> problem = Optional.ofNullable(problems.get(source));
            states.add(new Config.State(
                    source,
                    said.size(),
                    problem.map(UnreadableSourceException::getMessage),
                    problem.map(UnreadableSourceException::denied).orElse(null)));
        });
        return states;
    }

    /** One line for each source that could not be read. */
    List<String> problems() {
        return problems.entrySet().stream()
                .map(problem -> "the settings of " + problem.getKey() + " cannot be read: "
                        + problem.getValue().getMessage())
                .toList();
    }

    @Override
    public String toString() {
        return "SettingValues" + bySource.keySet();
    }
}
