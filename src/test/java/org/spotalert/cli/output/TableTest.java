package org.spotalert.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static List<String> lines(Table table) {
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text));
        return text.toString().lines().toList();
    }

    @Test
    void columnsAreAsWideAsTheirLongestCells() {
        Table table = Table.of("NAME", "WHAT");
        table.add("a-long-name", "one");
        table.add("b", "");

        assertThat(lines(table)).containsExactly("NAME         WHAT", "a-long-name  one", "b");
    }

    @Test
    void numbersStandAtTheRight() {
        Table table = Table.withNumbers("COUNT", "NAME", "COUNT", "WHAT");
        table.add("a", 5, "few");
        table.add("b", 1234567, "many");

        assertThat(lines(table)).containsExactly("NAME    COUNT  WHAT", "a           5  few", "b     1234567  many");
    }
}
