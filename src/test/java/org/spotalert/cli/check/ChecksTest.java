package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.spotalert.cli.check.Checks.Check;
import org.spotalert.cli.check.Finding.Result;

class ChecksTest {

    private final List<Finding> known = new CopyOnWriteArrayList<>();

    @Test
    void findingsComeInTheOrderOfTheChecks() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        Check waiting = new Check("first", () -> {
            // Would wait for ever if one check waited for the other.
            second.await();
            return List.of(Finding.ok("first", ""));
        });
        Check answering = new Check("second", () -> {
            second.countDown();
            return List.of(Finding.ok("second a", ""), Finding.ok("second b", ""));
        });

        assertThat(new Checks(Duration.ofSeconds(20), known::add).run(List.of(waiting, answering)))
                .extracting(Finding::subject)
                .containsExactly("first", "second a", "second b");
    }

    @Test
    void whatDoesNotEndHasFailedAndHoldsUpNothing() throws Exception {
        Check stuck = new Check("stuck", () -> {
            new CountDownLatch(1).await();
            return List.of();
        });

        List<Finding> findings = new Checks(Duration.ofSeconds(2), known::add)
                .run(List.of(stuck, new Check("other", () -> List.of(Finding.ok("other", "")))));

        assertThat(findings).extracting(Finding::result).containsExactly(Result.FAILED, Result.OK);
        assertThat(known)
                .as("as soon as it was there")
                .extracting(Finding::subject)
                .containsExactly("other");
        assertThat(findings.get(0).text()).startsWith("no answer within");
    }

    @Test
    void textOfAFaultIsNotRepeated() throws Exception {
        Check faulty = new Check("faulty", () -> {
            throw new IllegalStateException("https://hooks.example.com/secret");
        });

        assertThat(new Checks(Duration.ofSeconds(20), known::add).run(List.of(faulty)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.result()).isEqualTo(Result.FAILED);
                    assertThat(finding.toString())
                            .contains("IllegalStateException")
                            .doesNotContain("secret");
                });
    }
}
