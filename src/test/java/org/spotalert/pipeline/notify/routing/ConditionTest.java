package org.spotalert.pipeline.notify.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.Decision;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Ownership;
import org.spotalert.model.Prospects;
import org.spotalert.model.Samples;
import org.spotalert.model.ServiceStatus;

class ConditionTest {

    private static final Instance INSTANCE =
            new Instance("i-0a1b2c3d4e5f60718", "m5.large", null, "spot", "running", null, Map.of("team", "web"));

    /** Of the cluster shop-eu, with the services checkout (tagged) and cart (two of three tasks remain: a warning). */
    private static final Alert KNOWN = alert(
            INSTANCE,
            new Cluster("shop-eu"),
            Completeness.COMPLETE,
            service("checkout", Map.of("team", "payments", "cost centre", "12, 34")),
            service("cart", Map.of()));

    private static AffectedService service(String name, Map<String, String> tags) {
        return new AffectedService(
                name,
                "shop-eu",
                1,
                1,
                new ServiceStatus(3, 3, 0, "web:7", true, 50, tags, CriticalBelow.DEFAULT, Prospects.UNKNOWN),
                new Ownership(tags.get("team"), null, List.of(), null),
                null);
    }

    private static Alert alert(
            @Nullable Instance instance,
            @Nullable Cluster cluster,
            Completeness completeness,
            AffectedService... services) {
        Interruption interruption = Samples.notice()
                .eventId(null)
                .noticedAt(Instant.parse("2026-11-20T08:15:42Z"))
                .interruption();
        return new Alert.Warning(
                new Impact(interruption, instance, cluster, null, List.of(services), List.of(), 0, completeness, null),
                new Decision(Verdict.SEND, Rule.TASKS_LOST, "test"));
    }

    private static boolean wants(String condition, Alert alert) {
        return !Condition.parse(condition).wanted(List.of(alert)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ''                                     ; true
            cluster=shop-eu                        ; true
            cluster = shop-eu                      ; true
            cluster=shop*                          ; true
            cluster=shop                           ; false
            cluster=SHOP-EU                        ; false
            cluster=s?op-eu                        ; true
            cluster=blue|shop*                     ; true
            cluster=blue | green                   ; false
            cluster!=blue                          ; true
            cluster!=blue|shop*                    ; false
            service=cart                           ; true
            service=check*                         ; true
            service=batch                          ; false
            service!=cart                          ; false
            service!=batch-*                       ; true
            severity>=info                         ; true
            severity>=warning                      ; true
            severity>=critical                     ; false
            severity=warning                       ; true
            severity=info|critical                 ; false
            severity!=info                         ; true
            kind=interruption_warning              ; true
            kind!=recovered|not_recovered          ; true
            kind=rebalance*                        ; false
            account=210987654321                   ; true
            account=1*                             ; false
            region=eu-*                            ; true
            region!=eu-*                           ; false
            tag:team=payments                      ; true
            tag:team=web                           ; true
            tag:team=search                        ; false
            tag:team=w.b                           ; false
            tag:team!=payments                     ; false
            tag:team=*                             ; true
            tag:owner=*                            ; false
            tag:owner!=*                           ; true
            tag:cost centre=12? 34                 ; true
            owner=payments|search                  ; true
            owner=search                           ; false
            owner!=payments                        ; false
            owner!=*                               ; false
            severity>=warning, cluster=shop*       ; true
            severity>=critical, cluster=shop*      ; false
            cluster=shop*, tag:team=search         ; false
            """)
    void everyComparisonMustBeMet(String condition, boolean wanted) {
        assertThat(wants(condition, KNOWN)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            cluster=blue                ; true
            cluster!=blue               ; true
            service=batch               ; true
            tag:team=search             ; true
            owner=search                ; true
            severity>=warning           ; true
            severity>=critical          ; false
            region=us-*                 ; false
            """)
    void whatCouldNotBeLookedUpCountsAsMet(String condition, boolean wanted) {
        Alert unknown = alert(null, null, new Completeness(List.of("ECS did not answer")));

        assertThat(wants(condition, unknown)).isEqualTo(wanted);
    }

    @Test
    void whatIsKnownOfAPartialAlertCounts() {
        Alert partial = alert(
                INSTANCE,
                new Cluster("shop-eu"),
                new Completeness(List.of("some tasks are unknown")),
                service("checkout", Map.of()));

        assertThat(wants("cluster=blue", partial)).isFalse();
        assertThat(wants("service=batch", partial)).isTrue();
        assertThat(wants("service!=checkout", partial)).isFalse();
    }

    @Test
    void tagsOfAServiceThatEcsDidNotDescribeCountAsMet() {
        Alert undescribed = alert(
                INSTANCE,
                new Cluster("shop-eu"),
                Completeness.COMPLETE,
                new AffectedService("checkout", "shop-eu", 1, 1, null));

        assertThat(wants("tag:team=payments", undescribed)).isTrue();
        assertThat(wants("tag:team!=web", undescribed)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ''                ; true
            severity>=info    ; true
            severity>=warning ; false
            cluster=*         ; false
            """)
    void everyAlertIsWantedWhereNothingIsLeftOut(String condition, boolean all) {
        assertThat(Condition.parse(condition).wantsAll()).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            clustr=shop            ; in "clustr=shop": "clustr" is none of severity, kind, account, region, cluster, service, owner and tag:KEY
            tag:=x                 ; "tag:" is none of
            =shop                  ; "" is none of
            shop                   ; "shop" is no comparison; give one such as
            severity>critical      ; "severity>critical" is no comparison
            cluster=shop,          ; "" is no comparison
            cluster=shop,,region=x ; "" is no comparison
            cluster=               ; a value is missing
            cluster=shop|          ; a value is missing
            cluster>=shop          ; only severity can be compared with >=
            severity>=high         ; "high" is none of info, warning, critical
            severity>=w*           ; after >= stands one of info, warning, critical
            severity>=info|warning ; after >= stands one of
            severity=high          ; "high" is none of info, warning, critical
            severity=CRITICAL      ; "CRITICAL" is none of
            kind=recoverd          ; "recoverd" is none of interruption_warning, rebalance_recommendation, reservation_warning
            kind=warning           ; "warning" is none of
            cluster=shop.eu        ; in "cluster=shop.eu": nothing can be like "shop.eu": a cluster's short name has letters
            cluster=blue|shop.eu   ; nothing can be like "shop.eu"
            cluster!=shop eu       ; nothing can be like "shop eu"
            cluster=arn:aws:ecs:eu-west-1:111122223333:cluster/shop ; of an ARN give account, Region and the name
            service=shop/checkout  ; write cluster=CLUSTER, service=SERVICE
            account=shop           ; an account is 12 digits
            region=EU-WEST-1       ; a Region is written like eu-west-1
            """)
    void errorSaysWhatWouldBeRight(String condition, String problem) {
        assertThatThrownBy(() -> Condition.parse(condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void commaThatWasMeantSaysSo() {
        assertThatThrownBy(() -> Condition.parse("cluster=production;severity>=critical"))
                .hasMessageContaining("nothing can be like \"production;severity>=critical\"")
                .hasMessageContaining("commas stand between comparisons");
    }

    /** A warning about another instance, whose service can bear the loss of one task and not of two. */
    private static Alert losing(int number, String service, InterruptionKind kind, Map<String, String> tags) {
        String id = "i-%08x".formatted(number);
        Interruption interruption = Samples.notice()
                .eventId(null)
                .kind(kind)
                .id(id)
                .noticedAt(Instant.EPOCH)
                .interruption();
        Impact impact = new Impact(
                interruption,
                new Instance(id, "m5.large", null, "spot", "running", null, tags),
                new Cluster("shop-eu"),
                null,
                List.of(service(service, Map.of())),
                List.of(),
                0,
                Completeness.COMPLETE,
                null);
        return new Alert.Warning(impact, KNOWN.decision());
    }

    private static Alert losing(int number, String service) {
        return losing(number, service, InterruptionKind.INTERRUPTION_WARNING, Map.of());
    }

    private static List<Alert> wanted(String condition, Alert... alerts) {
        return Condition.parse(condition).wanted(List.of(alerts));
    }

    @Test
    void severityIsThatOfTheChannelsWholeMessage() {
        Alert one = losing(1, "cart");
        Alert two = losing(2, "cart");
        Alert other = losing(3, "search");

        assertThat(wanted("severity>=critical", one, other)).isEmpty();
        assertThat(wanted("severity>=critical", one, other, two)).containsExactly(one, two);
        assertThat(wanted("severity=warning", one, other, two)).containsExactly(other);
        assertThat(wanted("severity!=critical, service=cart", one, other, two)).isEmpty();
    }

    @Test
    void whatTheChannelDoesNotWantForOtherReasonsDoesNotCount() {
        Alert one = losing(1, "cart", InterruptionKind.INTERRUPTION_WARNING, Map.of("team", "web"));
        Alert foreign = losing(2, "cart");

        assertThat(wanted("severity>=critical", one, foreign)).hasSize(2);
        assertThat(wanted("severity>=critical, tag:team=web", one, foreign)).isEmpty();
    }

    @Test
    void eachInstanceCountsOnceAndWhatMayStayNotAtAll() {
        Alert one = losing(1, "cart");
        Alert again = losing(1, "cart", InterruptionKind.STATE_CHANGE, Map.of());
        Alert mayStay = losing(2, "cart", InterruptionKind.REBALANCE_RECOMMENDATION, Map.of());

        assertThat(wanted("severity>=critical", one, again, mayStay)).isEmpty();
        assertThat(wanted("severity>=info", one, again, mayStay)).hasSize(3);
    }

    @Test
    void conditionReadsAsItWasGiven() {
        assertThat(Condition.parse("severity>=critical,cluster!=shop*|b , tag:team=x"))
                .hasToString("severity>=critical, cluster!=shop*|b, tag:team=x");
    }
}
