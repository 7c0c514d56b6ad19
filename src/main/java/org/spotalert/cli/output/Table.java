package org.spotalert.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows of text under headings, each column as wide as its longest cell. */
public final class Table {

    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int right;

    private Table(List<String> headings, int right) {
        this.rows.add(headings);
        this.right = right;
    }

    /** A table of texts, with a heading for each column. */
    public static Table of(String... headings) {
        return new Table(List.of(headings), -1);
    }

    /**
     * A table with one column of numbers, which stand at its right.
     *
     * @param numbers the heading of that column
     */
    public static Table withNumbers(String numbers, String... headings) {
        return new Table(List.of(headings), List.of(headings).indexOf(numbers));
    }

    /** Adds a row below the others; it has a cell for each heading. */
    public void add(Object... cells) {
        rows.add(Stream.of(cells).map(String::valueOf).toList());
    }

    /** Prints the table. */
    public void print(PrintWriter out) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        rows.forEach(row -> out.println(IntStream.range(0, widths.length)
                .mapToObj(column -> padded(row.get(column), widths[column], column == right))
                .collect(Collectors.joining(BETWEEN))
                .stripTrailing()));
        out.flush();
    }

    private static String padded(String cell, int width, boolean right) {
        String space = " ".repeat(width - cell.length());
        return right ? space + cell : cell + space;
    }
}
