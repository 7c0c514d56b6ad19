package org.spotalert.channels.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spotalert.channels.message.AlertMessage;

/** docs/templates.md lists what templates can read: every component and method of the records, with its type. */
class TemplateModelDocumentTest {

    private static final Pattern SECTION = Pattern.compile("(?m)^### (\\w+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| .{5,} \\|$");

    @Test
    void everyPartOfTheModelIsDocumentedWithItsType() throws IOException {
        assertThat(documented(Files.readString(Path.of("docs/templates.md")))).isEqualTo(model());
    }

    private static Map<String, Map<String, String>> documented(String text) {
        Map<String, Map<String, String>> sections = new TreeMap<>();
        String[] parts = SECTION.split(text);
        Matcher titles = SECTION.matcher(text);
        for (int part = 1; titles.find(); part++) {
            Map<String, String> rows = new LinkedHashMap<>();
            Matcher row = ROW.matcher(parts[part]);
            while (row.find()) {
                rows.put(row.group(1), row.group(2));
            }
            sections.put(titles.group(1), rows);
        }
        return sections;
    }

    private static Map<String, Map<String, String>> model() {
        Map<String, Map<String, String>> sections = new TreeMap<>();
        Deque<Class<?>> open = new ArrayDeque<>();
        open.add(AlertMessage.class);
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            if (!sections.containsKey(type.getSimpleName())) {
                Map<String, String> rows = new TreeMap<>();
                parts(type).forEach((name, part) -> {
                    rows.put(name, word(part));
                    open.addAll(records(part));
                });
                sections.put(type.getSimpleName(), rows);
            }
        }
        return sections;
    }

    /** What a template can read of a record: its components, and what its public methods return. */
    private static Map<String, Type> parts(Class<?> type) {
        Map<String, Type> parts = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            parts.put(component.getName(), component.getGenericType());
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean readable = Modifier.isPublic(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && Stream.of(Object.class.getMethods())
                            .noneMatch(inherited -> inherited.getName().equals(method.getName()));
            if (readable) {
                String arguments = Arrays.stream(method.getParameters())
                        .map(parameter -> parameter.getName())
                        .collect(Collectors.joining(", "));
                parts.putIfAbsent(
                        parts.containsKey(method.getName()) || arguments.isEmpty()
                                ? method.getName()
                                : method.getName() + "(" + arguments + ")",
                        method.getGenericReturnType());
            }
        }
        return parts;
    }

    private static String word(Type type) {
        if (type instanceof ParameterizedType list) {
            return "list of " + word(list.getActualTypeArguments()[0]);
        }
        return Objects.requireNonNullElse(
                Map.<Type, String>of(
                                String.class,
                                "text",
                                int.class,
                                "number",
                                long.class,
                                "number",
                                boolean.class,
                                "true or false")
                        .get(type),
                ((Class<?>) type).getSimpleName());
    }

    private static java.util.List<Class<?>> records(Type type) {
        Type one = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
        return one instanceof Class<?> plain && plain.isRecord() ? java.util.List.of(plain) : java.util.List.of();
    }
}
