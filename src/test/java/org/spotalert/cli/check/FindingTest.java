package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {

    @Test
    void whatToDoStandsBelowWhatWasFound() {
        StringWriter text = new StringWriter();

        Finding.print(
                List.of(
                        Finding.ok("queue", "spot"),
                        Finding.warning("dead-letter queue", "there is none", "make one"),
                        Finding.failed("credentials", "no credentials", "give some"),
                        Finding.notTried("sns:Publish", "would send")),
                new PrintWriter(text));

        assertThat(text.toString().lines())
                .containsExactly(
                        "CHECK              RESULT     WHAT WAS FOUND, AND WHAT TO DO",
                        "queue              ok         spot",
                        "dead-letter queue  warning    there is none",
                        "                              -> make one",
                        "credentials        failed     no credentials",
                        "                              -> give some",
                        "sns:Publish        not tried  would send",
                        "4 checks: 1 ok, 1 warning, 1 failed, 1 not tried");
    }
}
