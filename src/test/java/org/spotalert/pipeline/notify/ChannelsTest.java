package org.spotalert.pipeline.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Ownership;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.notify.routing.Condition;
import org.spotalert.pipeline.notify.routing.RunningChannel;

class ChannelsTest {

    private final Map<String, String> properties = new HashMap<>();
    private List<String> running =
            List.of("direct://channel-email", "direct://channel-google-chat", "direct://channel-sns");
    private final Map<String, String> conditions = new HashMap<>();
    private Set<String> named = Set.of();
    private final Channels channels = new Channels(
            () -> running.stream()
                    .map(endpoint ->
                            new RunningChannel(endpoint, Condition.parse(conditions.getOrDefault(endpoint, ""))))
                    .toList(),
            property -> Optional.ofNullable(properties.get(property)),
            () -> named);

    private void fallback(String channel, String fallback) {
        properties.put("spot.channel." + channel + ".fallback", fallback);
    }

    private void only(String channel, String condition) {
        conditions.put("direct://channel-" + channel, condition);
    }

    @Test
    void channelThatTheCatalogueNamesReceivesWhatNamesIt() throws UndeliveredException {
        named = Set.of("sns");
        Alert other = Sent.alert();
        Alert partial = Samples.warning()
                .id(Samples.id(2))
                .partial("EC2 does not answer")
                .alert();
        Alert theirs = new Alert.Warning(
                Samples.warning()
                        .id(Samples.id(3))
                        .impact()
                        .ownedBy(service -> new Ownership(null, null, List.of(), "sns"), task -> Ownership.NONE),
                other.decision());

        assertThat(channels.deliveries(List.of(other, partial, theirs)))
                .extracting(Delivery::channel, Delivery::alerts)
                .containsExactly(
                        tuple("email", List.of(other, partial, theirs)),
                        tuple("google-chat", List.of(other, partial, theirs)),
                        tuple("sns", List.of(partial, theirs)));

        only("sns", "severity>=critical");
        assertThat(channels.deliveries(List.of(theirs)))
                .filteredOn(Delivery::anythingToSend)
                .extracting(Delivery::channel)
                .containsExactly("email", "google-chat");
    }

    @Test
    void eachChannelIsGivenTheAlerts() throws UndeliveredException {
        assertThat(channels.deliveries(List.of(Sent.alert()))).hasSize(3).allSatisfy(delivery -> {
            assertThat(delivery.alerts()).containsExactly(Sent.alert());
            assertThat(delivery.endpoint()).isEqualTo("direct://channel-" + delivery.channel());
            assertThat(delivery.fallback()).isNull();
        });
    }

    @Test
    void fallbackStandsBy() throws UndeliveredException {
        fallback("google-chat", "email");

        assertThat(channels.deliveries(List.of(Sent.alert())))
                .extracting(Delivery::channel, Delivery::fallback)
                .containsExactly(tuple("google-chat", "email"), tuple("sns", null));
    }

    @Test
    void fallbackThatIsGoneIsNone() throws UndeliveredException {
        fallback("google-chat", "email");
        running = List.of("direct://channel-google-chat");

        assertThat(channels.deliveries(List.of(Sent.alert())))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.needsFallback()).isFalse());
    }

    @Test
    void fallbackReceivesWhatFailed() {
        Delivery failed = Delivery.of("google-chat", "direct:x", "email", List.of(Sent.alert()))
                .failed(new Failure(FailureReason.REFUSED, "HTTP 404 Not Found"));

        Delivery instead = channels.inPlaceOf(failed);

        assertThat(instead.endpoint()).isEqualTo("direct://channel-email");
        assertThat(instead.needsFallback()).isFalse();
        assertThat(instead.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.remarks())
                        .containsExactly("Sent here because google-chat failed: HTTP 404 Not Found."));
    }

    @Test
    void nobodyToNotifyIsAFailure() {
        running = List.of();

        assertThatThrownBy(() -> channels.deliveries(List.of(Sent.alert())))
                .isInstanceOf(UndeliveredException.class)
                .hasMessageContaining("routes/channels");
    }

    @Test
    void fallbacksThatCannotReplaceAreNamed() {
        fallback("google-chat", "slack");
        fallback("sns", "sns");
        fallback("email", "");

        assertThat(channels.problems())
                .containsExactlyInAnyOrder(
                        "spot.channel.google-chat.fallback: \"slack\" is not a channel that is enabled and has no"
                                + " fallback itself; give one of [email, google-chat, sns]",
                        "spot.channel.sns.fallback: \"sns\" is not a channel that is enabled and has no"
                                + " fallback itself; give one of [email, google-chat, sns]");
    }

    @Test
    void channelsThatAllStandByAreNobody() {
        running = List.of("direct://channel-email", "direct://channel-sns");
        fallback("email", "sns");
        fallback("sns", "email");

        assertThat(channels.names()).isEmpty();
        assertThat(channels.problems()).hasSize(2);
    }

    private static final Alert HERE = Sent.alertIn("eu-west-1");
    private static final Alert THERE = Sent.alertIn("eu-central-1");
    private static final Alert ELSEWHERE = Sent.alertIn("us-east-1");

    private Map<String, List<Alert>> received() throws UndeliveredException {
        return channels.deliveries(List.of(HERE, THERE, ELSEWHERE)).stream()
                .collect(Collectors.toMap(Delivery::channel, Delivery::alerts));
    }

    @Test
    void eachChannelIsGivenWhatItWants() throws UndeliveredException {
        only("sns", "region=eu-west-1");
        only("email", "region=eu-*");

        assertThat(received())
                .containsEntry("sns", List.of(HERE))
                .containsEntry("email", List.of(HERE, THERE))
                .containsEntry("google-chat", List.of(HERE, THERE, ELSEWHERE));
        assertThat(channels.deliveries(List.of(THERE)))
                .filteredOn(delivery -> delivery.channel().equals("sns"))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.anythingToSend()).isFalse();
                    assertThat(delivery.notWanted()).containsExactly(THERE);
                });
    }

    @Test
    void whatNobodyWantsIsForTheDefaultWhateverItsCondition() throws UndeliveredException {
        only("sns", "region=eu-west-1");
        only("email", "region=eu-central-1");
        only("google-chat", "region=eu-west-1");
        properties.put("spot.channel.default", "email");

        assertThat(received())
                .containsEntry("sns", List.of(HERE))
                .containsEntry("email", List.of(THERE, ELSEWHERE))
                .containsEntry("google-chat", List.of(HERE));
    }

    @Test
    void defaultMayBeAChannelThatStandsBy() throws UndeliveredException {
        only("sns", "region=eu-west-1");
        only("google-chat", "region=eu-west-1");
        fallback("sns", "email");
        properties.put("spot.channel.default", "email");

        assertThat(received()).containsEntry("email", List.of(THERE, ELSEWHERE));
        assertThat(channels.deliveries(List.of(HERE)))
                .extracting(Delivery::channel)
                .containsExactly("google-chat", "sns");
    }

    @Test
    void whatNobodyWantsWithoutADefaultIsGivenToNobody() throws UndeliveredException {
        conditions.putAll(Map.of(running.get(0), "region=x", running.get(1), "region=y", running.get(2), "region=z"));

        assertThat(received().values()).containsOnly(List.of());
        assertThat(channels.mayBeUnwanted()).isTrue();
        properties.put("spot.channel.default", "email");
        assertThat(channels.mayBeUnwanted()).isFalse();
    }

    @Test
    void fallbackReceivesInTheOthersPlaceWhateverItsCondition() {
        only("email", "region=us-*");
        Delivery failed = Delivery.of("google-chat", "direct:x", "email", List.of(HERE))
                .failed(new Failure(FailureReason.REFUSED, "HTTP 404 Not Found"));

        assertThat(channels.inPlaceOf(failed).alerts()).hasSize(1);
    }

    @Test
    void unknownDefaultIsNamed() {
        properties.put("spot.channel.default", "slack");

        assertThat(channels.problems())
                .containsExactly("spot.channel.default: \"slack\" is not a channel that is enabled; give one of [email,"
                        + " google-chat, sns]");
    }

    private static Alert following(AlertKind kind, Map<String, String> threads) {
        return Sent.later(HERE, kind, "spot/digest/all", threads);
    }

    private Map<String, String> sentAbout(Alert... alerts) throws UndeliveredException {
        return channels.deliveries(List.of(alerts)).stream()
                .filter(Delivery::anythingToSend)
                .collect(Collectors.toMap(
                        Delivery::channel,
                        delivery ->
                                String.valueOf(delivery.alerts().get(0).origin().thread())));
    }

    @Test
    void resolutionGoesToWhoReceivedTheWarningInItsThreadWhateverTheConditions() throws UndeliveredException {
        only("sns", "region=us-*");
        fallback("google-chat", "email");

        assertThat(sentAbout(following(AlertKind.RECOVERED, Map.of("sns", "spot/1", "email", "spot/2"))))
                .isEqualTo(Map.of("sns", "spot/1", "email", "spot/2"));
    }

    @Test
    void kindsOfAConditionCountForWhatFollows() throws UndeliveredException {
        only("sns", "kind!=recovered");
        only("email", "kind=not_recovered");
        Map<String, String> threads = Map.of("sns", "spot/1", "google-chat", "spot/2");

        assertThat(sentAbout(following(AlertKind.RECOVERED, threads))).containsOnlyKeys("google-chat");
        assertThat(sentAbout(following(AlertKind.NOT_RECOVERED, threads)))
                .isEqualTo(Map.of("sns", "spot/1", "google-chat", "spot/2", "email", "spot/digest/all"));
    }

    @Test
    void detailGoesToWhoWantsItNowAsWell() throws UndeliveredException {
        only("sns", "region=us-*");

        assertThat(sentAbout(following(AlertKind.DETAIL, Map.of("google-chat", "spot/1"))))
                .isEqualTo(Map.of("google-chat", "spot/1", "email", "spot/digest/all"));
    }

    @Test
    void whoReceivesElsewhereReceivesNothingHere() throws UndeliveredException {
        only("sns", "kind!=detail");
        properties.put("spot.channel.default", "email");
        Alert plain = following(AlertKind.DETAIL, Map.of("google-chat", "spot/1"));
        Alert detail = elsewhere(plain, "google-chat");

        assertThat(sentAbout(elsewhere(plain, "email"))).containsOnlyKeys("google-chat");
        assertThat(sentAbout(elsewhere(plain, "email", "google-chat"))).isEmpty();
        assertThat(channels.deliveries(List.of(detail)))
                .filteredOn(delivery -> delivery.channel().equals("google-chat"))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.notWanted()).isEmpty());
    }

    private static Alert elsewhere(Alert alert, String... channels) {
        return Sent.later(
                alert, alert.kind(), alert.origin().thread(), alert.origin().threads(), channels);
    }

    @Test
    void conditionsDecideWhenNobodyIsLeftWhoReceivedTheWarning() throws UndeliveredException {
        only("sns", "region=us-*");

        assertThat(sentAbout(following(AlertKind.RECOVERED, Map.of("gone", "spot/1"))))
                .containsOnlyKeys("email", "google-chat");
        assertThat(sentAbout(following(AlertKind.RECOVERED, Map.of()))).containsOnlyKeys("email", "google-chat");
    }

    @Test
    void whatAChannelSentInTwoThreadsIsTwoMessages() throws UndeliveredException {
        running = List.of("direct://channel-sns");
        Alert one = following(AlertKind.RECOVERED, Map.of("sns", "spot/1"));
        Alert other = Sent.later(THERE, one.kind(), null, Map.of("sns", "spot/2"));

        assertThat(channels.deliveries(List.of(one, other)))
                .extracting(
                        delivery -> delivery.alerts().get(0).origin().thread(),
                        delivery -> delivery.alerts().size())
                .containsExactly(tuple("spot/1", 1), tuple("spot/2", 1));
    }

    @Test
    void fallbackSendsTheResolutionInTheThreadOfItsWarning() {
        Alert end = following(AlertKind.RECOVERED, Map.of("google-chat", "spot/1", "email", "spot/2"));
        Delivery failed = Delivery.of("google-chat", "direct:x", "email", List.of(end.forChannel("google-chat")))
                .failed(new Failure(FailureReason.REFUSED, "HTTP 404 Not Found"));

        assertThat(channels.inPlaceOf(failed).alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.origin().thread()).isEqualTo("spot/2"));
    }
}
