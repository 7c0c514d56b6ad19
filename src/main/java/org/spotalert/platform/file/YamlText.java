package org.spotalert.platform.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads lists from YAML that people write, and says all that is wrong with them at once. */
public final class YamlText {

    private static final int LONGEST_PROBLEM = 1_000;

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private YamlText() {}

    /**
     * The text as a value of this type; nothing when the text holds nothing but comments.
     *
     * @throws IllegalArgumentException saying where the text is wrong, in one line that a reader bears
     */
    public static <F> Optional<F> read(String text, Class<F> type) {
        if (text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(YAML.readValue(text, type));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(said(wrong), wrong);
        }
    }

    /**
     * What is made of the entries of a list.
     *
     * @param label what readers call an entry, the first of which has number 1
     * @throws IllegalArgumentException saying what is wrong with which of them, in one line that a reader bears
     */
    public static <E, T> List<T> entries(
            List<@Nullable E> written, BiFunction<@Nullable E, Integer, String> label, Function<E, T> making) {
        List<T> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (E entry : written) {
            try {
                if (entry == null) {
                    throw new IllegalArgumentException("is empty");
                }
                entries.add(making.apply(entry));
            } catch (IllegalArgumentException wrong) {
                problems.add(label.apply(entry, entries.size() + problems.size() + 1) + ": " + wrong.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            String all = String.join("; ", problems);
            throw new IllegalArgumentException(
                    all.length() <= LONGEST_PROBLEM ? all : all.substring(0, LONGEST_PROBLEM) + "...");
        }
        return entries;
    }

    private static String said(JsonProcessingException wrong) {
        String where =
                wrong.getLocation() == null ? "" : "line " + wrong.getLocation().getLineNr() + ": ";
        String path = wrong instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                        .collect(Collectors.joining(".", "", ": "))
                : "";
        return where + path + wrong.getOriginalMessage().lines().findFirst().orElse("not YAML");
    }
}
