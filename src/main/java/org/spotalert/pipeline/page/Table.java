package org.spotalert.pipeline.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that leave the page as JSON or CSV.
 *
 * @param type what each row is; its members are the columns
 */
record Table<T extends Record>(Class<T> type, List<T> rows) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** An array with an object for each row. */
    String json() {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A line with the names of the columns, and one for each row, as RFC 4180 has it. */
    String csv() {
        List<String> columns =
                JSON.getSerializationConfig().introspect(JSON.constructType(type)).findProperties().stream()
                        .map(BeanPropertyDefinition::getName)
                        .toList();
        return Stream.concat(Stream.of(line(columns.stream())), rows.stream().map(row -> {
                    Map<?, ?> values = JSON.convertValue(row, Map.class);
                    return line(columns.stream().map(column -> text(values.get(column))));
                }))
                .collect(Collectors.joining());
    }

    private static String line(Stream<String> cells) {
        return cells.map(Table::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining("; "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining("; "));
        }
        return value == null ? "" : value.toString();
    }

    /** A spreadsheet takes what begins with these signs for a formula: an apostrophe makes it a text. */
    private static String cell(String text) {
        String harmless = text.matches("(?s)[=+@\\t\\r-].*") && !text.matches("-?[0-9]+") ? "'" + text : text;
        return harmless.matches("(?s).*[\",\\r\\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
