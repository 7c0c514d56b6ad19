package org.spotalert.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What every command has: the options for help, version and JSON, the heading of its exit codes, and where it prints. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Terminal.Version.class,
        exitCodeListHeading = "%nExit codes:%n")
public final class Terminal {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    @Option(names = "--json", description = "Print JSON in place of text.")
    private boolean json;

    /** The program's version, from the manifest of its jar. */
    public static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Terminal.class.getPackage().getImplementationVersion();
            return new String[] {
                "spot-interruption-alerts " + Objects.requireNonNullElse(version, "(not from a jar)"),
                "Java ${java.version} (${java.vendor}), ${os.name} ${os.arch}"
            };
        }
    }

    /** Reads a number from 1 on. */
    public static final class Positive implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            if (!text.matches("0*[1-9][0-9]{0,8}")) {
                throw new TypeConversionException("give a number from 1 on");
            }
            return Integer.valueOf(text);
        }
    }

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Where the answer goes. */
    public PrintWriter out() {
        return line().getOut();
    }

    /** Where everything else goes. */
    public PrintWriter err() {
        return line().getErr();
    }

    /** Where lines go that are printed while a command works: beside the JSON, when that was asked for. */
    public PrintWriter progress() {
        return json ? err() : out();
    }

    /** Whether JSON was asked for. */
    public boolean json() {
        return json;
    }

    /** Prints the records as JSON when that was asked for, and else lets the text be printed. */
    public void print(Object records, Consumer<PrintWriter> text) {
        if (!json) {
            text.accept(out());
            return;
        }
        try {
            out().println(JSON.writeValueAsString(records));
        } catch (JsonProcessingException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private CommandLine line() {
        if (command == null) {
            throw new IllegalStateException("a command prints only once it was asked for on a command line");
        }
        return command.commandLine();
    }
}
