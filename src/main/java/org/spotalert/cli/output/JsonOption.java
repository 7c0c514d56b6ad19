package org.spotalert.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine.Option;

/** The option by which a command prints JSON in place of text. */
public final class JsonOption {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    @Option(names = "--json", description = "Print JSON in place of text.")
    private boolean json;

    /** Where lines go that are printed while a command works: beside the JSON, when that was asked for. */
    public PrintWriter progress(Terminal terminal) {
        return json ? terminal.err() : terminal.out();
    }

    /** Prints the records as JSON when that was asked for, and else lets the table be printed. */
    public void print(Object records, PrintWriter out, Runnable table) {
        print(json, records, out, table);
    }

    /** The same, asked for or not. */
    public static void print(boolean json, Object records, PrintWriter out, Runnable table) {
        if (!json) {
            table.run();
            return;
        }
        try {
            out.println(JSON.writeValueAsString(records));
        } catch (JsonProcessingException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
