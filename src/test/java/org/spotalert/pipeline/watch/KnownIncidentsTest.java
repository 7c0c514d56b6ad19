package org.spotalert.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Source;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.store.TestStore;

/** Which messages repeat what another one has announced. */
class KnownIncidentsTest {

    private static final Instant NOTICED = Instant.parse("2026-11-20T08:15:42Z");

    private final TestStore store = TestStore.inMemory();
    private final KnownIncidents known = new KnownIncidents(store.access());

    @AfterEach
    void close() {
        store.close();
    }

    private static Interruption notice(Source source, InstanceAction action, Instant noticedAt) {
        return Samples.notice()
                .account("123456789012")
                .source(source)
                .action(action)
                .noticedAt(noticedAt)
                .interruption();
    }

    private static Interruption eviction(Instant noticedAt) {
        return notice(Source.EVICTION, InstanceAction.TERMINATE, noticedAt);
    }

    private void decided(Interruption notice) {
        store.incidents().decided(List.of(Samples.like(notice).alert()));
        store.incidents().write();
    }

    private void isNews(Interruption notice) {
        assertThat(known.news(List.of(notice))).isEqualTo(List.of(notice));
    }

    private void isRepeated(Interruption notice) {
        assertThat(known.news(List.of(notice))).isEqualTo(List.of());
    }

    @Test
    void evictionIsNewsOfWhatNothingHasAnnounced() {
        Interruption other =
                Samples.like(eviction(NOTICED)).id("i-0a1b2c3d4e5f60719").interruption();
        isNews(eviction(NOTICED));

        decided(notice(Source.EVENTBRIDGE, InstanceAction.TERMINATE, NOTICED.plusSeconds(3)));

        isRepeated(eviction(NOTICED));
        // Of several instances in one event, the one that is news.
        assertThat(known.news(List.of(eviction(NOTICED), other))).isEqualTo(List.of(other));
    }

    @Test
    void recommendationDoesNotAnnounceThatAwsTakesTheInstance() {
        decided(Samples.like(eviction(NOTICED))
                .source(Source.EVENTBRIDGE)
                .kind(InterruptionKind.REBALANCE_RECOMMENDATION)
                .interruption());

        isNews(eviction(NOTICED));
    }

    @Test
    void evictionThatTheAuditHasReportedIsNoNews() {
        decided(Samples.like(eviction(NOTICED))
                .source(Source.AUDIT)
                .kind(InterruptionKind.MISSED)
                .interruption());

        isRepeated(eviction(NOTICED));
    }

    @Test
    void evictionThatComesBackForAChannelIsNoRepetitionOfItself() {
        decided(eviction(NOTICED));

        isNews(eviction(NOTICED));
        isRepeated(eviction(NOTICED.plusSeconds(1)));
    }

    @Test
    void stopThatComesByTwoWaysIsOneAndAnHourLaterAnother() {
        decided(notice(Source.REQUEST_WATCH, InstanceAction.STOP, NOTICED));

        isNews(notice(Source.REQUEST_WATCH, InstanceAction.STOP, NOTICED));
        isRepeated(notice(Source.EVENTBRIDGE, InstanceAction.STOP, NOTICED.plusSeconds(5)));
        isRepeated(notice(Source.EVENTBRIDGE, InstanceAction.STOP, NOTICED.minusSeconds(5)));
        isNews(notice(Source.EVENTBRIDGE, InstanceAction.STOP, NOTICED.plusSeconds(3600)));
    }

    @Test
    void whatSharesItsKeyPasses() {
        decided(notice(Source.REQUEST_WATCH, InstanceAction.TERMINATE, NOTICED));

        Interruption other = notice(Source.EVENTBRIDGE, InstanceAction.TERMINATE, NOTICED.plusSeconds(5));
        assertThat(known.mayRepeat(List.of(other))).isFalse();
        isNews(other);
        assertThat(known.mayRepeat(List.of(other, eviction(NOTICED)))).isTrue();
    }

    @Test
    void withoutTheStoreAnEvictionWaitsOnTheQueueAndANoticePasses() {
        store.close();

        isNews(notice(Source.EVENTBRIDGE, InstanceAction.STOP, NOTICED));
        assertThatThrownBy(() -> known.news(List.of(eviction(NOTICED)))).isInstanceOf(RuntimeException.class);
    }
}
