package org.spotalert.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.spotalert.app.SettingOrigin;
import org.spotalert.app.Settings;
import org.spotalert.cli.check.ChannelsCheck;
import org.spotalert.cli.check.Checks;
import org.spotalert.cli.check.Checks.Check;
import org.spotalert.cli.check.Finding;
import org.spotalert.cli.check.Finding.Result;
import org.spotalert.cli.check.RightCheck;
import org.spotalert.cli.check.SetUp;
import org.spotalert.cli.check.TemplatesCheck;
import org.spotalert.cli.output.Progress;
import org.spotalert.cli.output.Table;
import org.spotalert.cli.output.Terminal;
import org.spotalert.platform.config.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks settings, files and everything that the program talks to, and says what to do about what is not right. */
@Command(
        name = "check",
        description = {
            "Checks the whole set-up, and prints a table of what was found.",
            "It may be used before the program runs and while it does. It reads settings, routes and templates, then asks the real servers: whose the credentials are, "
                    + "each right that the program needs, the queue and how it is filled, the store, and "
                    + "the far end of each channel. It sends and changes nothing; what cannot be tried in this way is "
                    + "listed as not tried."
        },
        exitCodeList = {
            "0:the program can do its work; there may be warnings",
            "1:something has failed; the table says what to do",
            "2:the command line is wrong"
        })
public final class CheckCommand implements Callable<Integer> {

    private final Callable<Settings> settings;
    private final Supplier<Config> config;
    private final Callable<List<String>> warnings;
    private final Function<Path, Check> dryStart;

    @Mixin
    private final Terminal terminal = new Terminal();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            converter = Terminal.Positive.class,
            description = "How long each check may take; all of them run at the same time. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Option(
            names = "--settings",
            description = "Print where each setting comes from, without its value, and check nothing.")
    private boolean origins;

    /**
     * @param settings reads the settings when they are needed
     * @param config reads those that live elsewhere
     * @param warnings what is doubtful about the settings
     * @param dryStart the check of the route files in a directory
     */
    public CheckCommand(
            Callable<Settings> settings,
            Supplier<Config> config,
            Callable<List<String>> warnings,
            Function<Path, Check> dryStart) {
        this.settings = settings;
        this.config = config;
        this.warnings = warnings;
        this.dryStart = dryStart;
    }

    @Override
    public Integer call() throws Exception {
        if (origins) {
            List<SettingOrigin> found = SettingOrigin.of(config.get(), System.getenv());
            terminal.print(found, out -> print(found, out));
            return 0;
        }
        Settings read = settings.call();
        List<String> problems = read.problems();
        List<Finding> findings = new ArrayList<>(
                config.get().states().stream().map(RightCheck::ofSource).toList());
        findings.addAll(ofSettings(problems, warnings.call()));
        List<Check> checks = new ArrayList<>();
        try (SetUp setUp = new SetUp(read);
                ChannelsCheck channels = ChannelsCheck.start(config.get(), setUp.clients(), problems)) {
            checks.add(problems.isEmpty() ? dryStart.apply(read.part(Settings::routes)) : routesNotTried());
            Path templates = read.part(Settings::templates);
            checks.add(new Check("templates", new TemplatesCheck(templates, Clock.systemUTC())::run));
            checks.addAll(setUp.checks());
            checks.addAll(channels.checks());
            findings.addAll(new Checks(Duration.ofSeconds(timeout), this::show).run(checks));
            if (findings.stream().anyMatch(finding -> finding.statement() != null)) {
                Map<String, String> names = setUp.names();
                findings.replaceAll(finding -> finding.named(names));
            }
        }
        terminal.print(findings, out -> Finding.print(findings, out));
        return findings.stream().anyMatch(finding -> finding.result() == Result.FAILED) ? CommandFailures.FAILED : 0;
    }

    /** Lets a person at a terminal see that it goes on; the table comes at the end, in the order of the checks. */
    private void show(Finding finding) {
        if (Progress.atTerminal()) {
            terminal.err().println("  " + finding.subject() + ": " + finding.result());
        }
    }

    private static void print(List<SettingOrigin> found, PrintWriter out) {
        Table table = Table.of("SETTING", "COMES FROM");
        found.forEach(one -> table.add(one.setting(), one.origin()));
        table.print(out);
        out.println("Every other setting has its default.");
    }

    private static List<Finding> ofSettings(List<String> problems, List<String> warnings) {
        Stream<Finding> found = problems.isEmpty()
                ? Stream.of(Finding.ok("settings", "each has a value that can be used"))
                : problems.stream().map(problem -> Finding.failed("settings", problem, ""));
        return Stream.concat(found, warnings.stream().map(warning -> Finding.warning("settings", warning, "")))
                .toList();
    }

    private static Check routesNotTried() {
        return new Check("routes", () -> List.of(Finding.notTried("routes", "correct the settings first")));
    }
}
