package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCheckTest {

    private static final String DATE = "Fri, 20 Nov 2026 08:15:42 GMT";

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T08:15:43Z,OK,agrees with AWS's",
        "2026-11-20T08:15:37Z,OK,agrees with AWS's",
        "2026-11-20T08:16:42Z,WARNING,60 s ahead of AWS's",
        "2026-11-20T08:15:30Z,WARNING,12 s behind AWS's"
    })
    void clocksAreCompared(Instant now, Finding.Result result, String text) {
        assertThat(ClockCheck.of(DATE, now)).hasValueSatisfying(finding -> {
            assertThat(finding.result()).isEqualTo(result);
            assertThat(finding.text()).contains(text);
        });
    }

    @Test
    void dateThatIsNoneSaysNothing() {
        assertThat(ClockCheck.of("soon", Instant.EPOCH)).isEmpty();
    }
}
