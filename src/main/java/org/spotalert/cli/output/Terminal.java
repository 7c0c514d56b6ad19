package org.spotalert.cli.output;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command has: the options for help and version, the heading of its exit codes, and where it prints. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Terminal.Version.class,
        exitCodeListHeading = "%nExit codes:%n")
public final class Terminal {

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

    private CommandLine line() {
        if (command == null) {
            throw new IllegalStateException("a command prints only once it was asked for on a command line");
        }
        return command.commandLine();
    }
}
