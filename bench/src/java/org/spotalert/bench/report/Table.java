package org.spotalert.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of results.
 *
 * @param title what it shows
 * @param columns the heads of the columns
 * @param rows the cells, row by row
 */
public record Table(String title, List<String> columns, List<List<String>> rows) {

    /** The table in Markdown, padded so that it can be read as it is. */
    public String markdown() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        lines.add(Collections.nCopies(columns.size(), "---"));
        lines.addAll(rows);
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return "**" + title + "**\n\n"
                + lines.stream()
                        .map(line -> IntStream.range(0, widths.length)
                                .mapToObj(column -> padded(line.get(column), widths[column]))
                                .collect(Collectors.joining(" | ", "| ", " |\n")))
                        .collect(Collectors.joining());
    }

    private static String padded(String cell, int width) {
        return cell + (cell.equals("---") ? "-" : " ").repeat(width - cell.length());
    }
}
