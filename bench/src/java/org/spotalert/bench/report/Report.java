package org.spotalert.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Prints the results, and writes them: {@code <case>.json} for machines, {@code results.md} to paste. */
public final class Report {

    private final Path folder;
    private final ObjectMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final StringBuilder markdown = new StringBuilder();

    /**
     * @param folder where the files go
     */
    public Report(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds a case.
     *
     * @param conditions under which it was measured
     */
    public void add(CaseResult result, Map<String, String> conditions) throws IOException {
        StringBuilder text = new StringBuilder("\n### " + result.name() + "\n\n");
        conditions.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        result.tables().forEach(table -> text.append('\n').append(table.markdown()));
        if (!result.targets().isEmpty()) {
            text.append('\n').append(Target.table(result.targets()).markdown());
        }
        System.out.println(text);
        markdown.append(text);
        Files.writeString(folder.resolve("results.md"), markdown.toString().strip() + "\n");
        json.writeValue(
                folder.resolve(result.name() + ".json").toFile(),
                new Written(conditions, result.figures(), result.targets()));
    }

    private record Written(Map<String, String> conditions, List<?> figures, List<Target> targets) {}
}
