package org.spotalert.pipeline.decide;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.MaintenanceWindow;

/** Reads the text of the rules file. */
public final class RulesText {

    private static final int LONGEST_PROBLEM = 1_000;

    private final YAMLMapper yaml = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The whole file. */
    private record Entries(
            @JsonProperty("maintenance-windows") @Nullable List<@Nullable WindowEntry> maintenanceWindows) {}

    /**
     * The maintenance windows of the text.
     *
     * @throws IllegalArgumentException saying what is wrong, in one line that a reader bears
     */
    public List<MaintenanceWindow> windows(String text) {
        List<MaintenanceWindow> windows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<@Nullable WindowEntry> entries = entries(text);
        for (int number = 1; number <= entries.size(); number++) {
            WindowEntry entry = entries.get(number - 1);
            String name = entry == null || entry.name() == null ? "number " + number : entry.name();
            try {
                if (entry == null || !names.add(name)) {
                    throw new IllegalArgumentException(entry == null ? "is empty" : "the name is there twice");
                }
                windows.add(entry.toWindow());
            } catch (IllegalArgumentException wrong) {
                problems.add("maintenance window " + name + ": " + wrong.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            String all = String.join("; ", problems);
            throw new IllegalArgumentException(
                    all.length() <= LONGEST_PROBLEM ? all : all.substring(0, LONGEST_PROBLEM) + "...");
        }
        return windows;
    }

    private List<@Nullable WindowEntry> entries(String text) {
        if (text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
            return List.of();
        }
        try {
            Entries entries = yaml.readValue(text, Entries.class);
            return entries == null || entries.maintenanceWindows() == null ? List.of() : entries.maintenanceWindows();
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(said(wrong), wrong);
        }
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
