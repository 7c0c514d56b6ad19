package org.spotalert.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentHistoryTest {

    @ParameterizedTest
    @CsvSource({"PT0S,0 s", "PT1M59S,119 s", "PT2M,2 min", "PT14M30S,14 min", "PT1H59M,119 min", "PT50H,50 h"})
    void durationIsSaidInTheUnitThatMatters(Duration duration, String text) {
        assertThat(IncidentHistory.text(duration)).isEqualTo(text);
    }
}
