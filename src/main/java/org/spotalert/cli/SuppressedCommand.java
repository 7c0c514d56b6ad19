package org.spotalert.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.Settings;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.silence.SuppressedTable;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.NameKind;
import org.spotalert.pipeline.decide.Schedules;
import org.spotalert.pipeline.decide.SuppressedQuery;
import org.spotalert.platform.management.Login;
import org.spotalert.platform.management.ManagementClient;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.store.StoreSettingsReader;
import org.spotalert.platform.store.StoreUnreadableException;
import org.spotalert.platform.text.TextSanitizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Lists the alerts that nobody was told, each with the rule that has suppressed it and the reason. */
@Command(
        name = "suppressed",
        description = {
            "Lists the alerts that nobody was told, the last decided first.",
            "Each has the rule that has suppressed it, and the reason."
        },
        exitCodeList = {
            "0:what there is is listed",
            "1:it could not be read; the error output says why",
            "2:the command line is wrong"
        })
public final class SuppressedCommand implements Callable<Integer> {

    private final Callable<Settings> settings;
    private final Clock clock;

    @Mixin
    private final Terminal terminal = new Terminal();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = Length.class,
            description =
                    "How long ago the first may have been decided, such as 30m, 2h or 7d. Default: ${DEFAULT-VALUE}.")
    private Duration since = Duration.ZERO;

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description = "Only those that this rule has suppressed: ${COMPLETION-CANDIDATES}.")
    private @Nullable Rule rule;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            defaultValue = SuppressedQuery.ANY,
            converter = Cluster.class,
            description = "Only those of this cluster, by its short name or a pattern such as shop-*.")
    private String cluster = SuppressedQuery.ANY;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "How many are listed at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Spec
    private @Nullable CommandSpec spec;

    /** Refuses what no cluster's short name is like, such as an ARN. */
    static final class Cluster implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            try {
                NameKind.CLUSTER.check(text);
                return text;
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }

    /** Reads a length of time. */
    static final class Length implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return Schedules.length(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }

    /**
     * @param settings reads where the record is kept when it is needed
     */
    public SuppressedCommand(Callable<Settings> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Lists them and returns the exit code. */
    @Override
    public Integer call() throws Exception {
        if (limit < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--limit: give a number from 1 on");
        }
        SuppressedQuery query = new SuppressedQuery(
                clock.instant().minus(since), rule == null ? SuppressedQuery.ANY : rule.name(), cluster);
        try {
            Settings read = settings.call().require(StoreSettingsReader::read, ManagementSettings::read);
            ManagementSettings management = read.part(ManagementSettings::read);
            Login login = management.login();
            ManagementClient program = login == null ? null : new ManagementClient(management.address(), login);
            SuppressedTable.print(
                    query, query.ask(program, read.part(StoreSettingsReader::read), limit), terminal.out());
            return 0;
        } catch (StoreUnreadableException unreadable) {
            terminal.err()
                    .println(
                            "The store of the claims cannot be read here: an H2 file belongs to the running program. Set"
                                    + " SPOT_MANAGEMENT_PASSWORD for both, and the program can be asked. ("
                                    + TextSanitizer.line(String.valueOf(unreadable.getMessage())) + ")");
            return CommandFailures.FAILED;
        } catch (IOException refused) {
            terminal.err().println(refused.getMessage());
            return CommandFailures.FAILED;
        }
    }
}
