package org.spotalert.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.program.SilencesBeside;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.decide.silence.SilenceEntry;
import org.spotalert.pipeline.decide.silence.SilenceRequest;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets, lists and ends silences. */
@Command(
        name = "silence",
        description = {
            "Sets a silence: for a while, nobody is notified about what it names.",
            "Accounts, Regions, clusters and services are names or patterns such as pay-*. What is not named is everything."
        },
        exitCodeList = {
            "0:what was asked for is done",
            "1:it could not be done; the error output says why",
            "2:the command line is wrong"
        })
public final class SilenceCommand implements Callable<Integer> {

    private final Callable<SilencesBeside> silences;

    @Mixin
    private final Terminal terminal = new Terminal();

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(exclusive = false)
    private @Nullable Wish wish;

    static final class Wish {

        @Option(names = "--account", split = ",", paramLabel = "NAME", description = "Only these AWS accounts.")
        private List<String> accounts = List.of();

        @Option(names = "--region", split = ",", paramLabel = "NAME", description = "Only these Regions.")
        private List<String> regions = List.of();

        @Option(
                names = "--cluster",
                split = ",",
                paramLabel = "NAME",
                description = "Only these ECS clusters, by their short names.")
        private List<String> clusters = List.of();

        @Option(
                names = "--service",
                split = ",",
                paramLabel = "NAME",
                description = "Only when none but these services lose tasks; SERVICE or CLUSTER/SERVICE.")
        private List<String> services = List.of();

        @Option(names = "--for", required = true, paramLabel = "TIME", description = "How long, such as 30m, 2h or 1d.")
        private String length = "";

        @Option(names = "--owner", required = true, paramLabel = "WHO", description = "Who answers for it.")
        private String owner = "";

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "WHY",
                description = "Why nobody needs to be notified.")
        private String reason = "";
    }

    public SilenceCommand(Callable<SilencesBeside> silences) {
        this.silences = silences;
    }

    @Override
    public Integer call() throws Exception {
        Wish asked = wish;
        if (asked == null) {
            return list(terminal);
        }
        SilenceRequest request = new SilenceRequest(
                asked.accounts, asked.regions, asked.clusters, asked.services, asked.length, asked.owner, asked.reason);
        try {
            request.begin(Instant.now());
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), String.valueOf(wrong.getMessage()));
        }
        Silence silence = silences.call().add(request);
        terminal.print(
                SilenceEntry.of(silence),
                out -> out.println(
                        "silence " + silence.id() + " is set until " + silence.endsAt() + ": " + silence.scope()));
        return 0;
    }

    @Command(name = "list", description = "Lists the silences that are not over.")
    Integer list(@Mixin Terminal asked) throws Exception {
        List<Silence> found = silences.call().list();
        asked.print(found.stream().map(SilenceEntry::of).toList(), out -> print(found, out));
        return 0;
    }

    private static void print(List<Silence> found, PrintWriter out) {
        found.forEach(silence -> out.println(String.join(
                "  ",
                silence.id(),
                "until " + silence.endsAt().truncatedTo(ChronoUnit.SECONDS),
                silence.scope().toString(),
                "by " + silence.owner() + ": " + silence.reason())));
        out.println(found.isEmpty() ? "no silence is set" : "silences: " + found.size());
    }

    @Command(name = "expire", description = "Ends a silence now.")
    Integer expire(
            @Parameters(paramLabel = "ID", description = "The silence's id, as list prints it.") String id,
            @Mixin Terminal asked)
            throws Exception {
        silences.call().expire(id);
        asked.print(Map.of("id", id, "ended", true), out -> out.println("silence " + id + " is ended"));
        return 0;
    }
}
