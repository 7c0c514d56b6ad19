package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SilenceCommandTest {

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new SilenceCommand(() -> {
                    throw new AssertionError("nothing is asked of the store for a wrong command line");
                }))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "--for, 2x, is not a length of time",
        "--for, 40d, is not from 1m to 31d",
        "--cluster, arn:aws:ecs:eu-west-1:111122223333:cluster/blue, a cluster's short name",
        "--cluster, blue/orders, a cluster's short name",
        "--service, arn:aws:ecs:eu-west-1:111122223333:service/blue/orders, give an ARN's last part",
        "--account, blue, an account is 12 digits",
        "--region, Frankfurt, a Region is written like eu-west-1"
    })
    void silenceThatCanNeverFitIsAMistakeOfTheCommandLine(String option, String value, String said) {
        String[] wish = option.equals("--for")
                ? new String[] {option, value, "--owner=jane", "--reason=test"}
                : new String[] {option, value, "--for=2h", "--owner=jane", "--reason=test"};

        assertThat(run(wish)).isEqualTo(2);
        assertThat(err.toString()).contains(said);
    }
}
