package org.spotalert.bench.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptsTest {

    private static final String ONE = "i-0000000000000000a";
    private static final String TWO = "i-0000000000000000b";

    private final Receipts receipts = new Receipts();

    @Test
    void firstMessageThatNamesAnInstanceCounts() {
        receipts.add(Channel.SNS, "lost: " + ONE, 100);
        receipts.add(Channel.SNS, "lost: " + ONE + ", " + TWO, 200);

        assertThat(receipts.named(Channel.SNS, ONE)).hasValue(100);
        assertThat(receipts.allNamed(Channel.SNS, List.of(ONE, TWO))).hasValue(200);
        assertThat(receipts.messages(Channel.SNS)).isEqualTo(2);
        assertThat(receipts.firstNamed(List.of(ONE, TWO))).hasValue(100);
    }

    @Test
    void channelThatNamesOneOfTwoHasNotNamedAll() {
        receipts.add(Channel.EMAIL, ONE, 100);

        assertThat(receipts.named(Channel.EMAIL, List.of(ONE, TWO))).isEqualTo(1);
        assertThat(receipts.allNamed(Channel.EMAIL, List.of(ONE, TWO))).isEmpty();
        assertThat(receipts.named(Channel.SNS, ONE)).isEmpty();
    }

    @Test
    void partialMessageNamesAndIsNotComplete() {
        receipts.add(Channel.SNS, ONE + " PARTIAL: no answer in time", 100);
        assertThat(receipts.allNamed(Channel.SNS, List.of(ONE))).hasValue(100);
        assertThat(receipts.allComplete(Channel.SNS, List.of(ONE))).isEmpty();
        assertThat(receipts.complete(Channel.SNS, List.of(ONE))).isZero();

        receipts.add(Channel.SNS, ONE + " runs checkout", 300);

        assertThat(receipts.allComplete(Channel.SNS, List.of(ONE))).hasValue(300);
        assertThat(receipts.complete(Channel.SNS, List.of(ONE, TWO))).isEqualTo(1);
    }
}
