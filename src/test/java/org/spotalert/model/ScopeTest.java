package org.spotalert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.pipeline.decide.Loss;

class ScopeTest {

    private static Scope services(String patterns) {
        return new Scope(List.of(), List.of(), List.of(), NamePattern.list(patterns));
    }

    @ParameterizedTest
    @CsvSource({
        "orders, orders, true",
        "orders, orders-2, false",
        "orders, Orders, false",
        "pay-*, pay-, true",
        "pay-*, pay-api, true",
        "pay-*, repay-api, false",
        "*api, pay-api, true",
        "p?y, pay, true",
        "p?y, py, false",
        "*, anything, true",
        "a.c, abc, false",
    })
    void patternIsAboutTheWholeName(String pattern, String name, boolean expected) {
        assertThat(NamePattern.ofAwsName(pattern).matches(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "[a-z]+", "\\E.*", "", "a\n"})
    void patternHoldsNothingElse(String text) {
        assertThatThrownBy(() -> NamePattern.ofAwsName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everythingIsCoveredByAScopeThatNamesNothing() {
        assertThat(Scope.EVERYTHING.gap(
                        Loss.one().cluster(null).partial("nothing is known").impact()))
                .isEmpty();
    }

    @Test
    void everyPartMustFit() {
        Scope scope = new Scope(
                NamePattern.list("111122223333"),
                NamePattern.list("eu-*"),
                NamePattern.list("blue, green"),
                NamePattern.list("orders"));

        assertThat(scope.gap(Loss.one().impact())).isEmpty();
        assertThat(scope.gap(Loss.one().account("444455556666").impact())).contains("the account is 444455556666");
        assertThat(scope.gap(Loss.one().cluster("red").impact())).contains("the cluster is red");
        assertThat(scope.gap(Loss.one().cluster(null).impact())).contains("the cluster is unknown");
        assertThat(scope).hasToString("account 111122223333, region eu-*, cluster blue|green, service orders");
    }

    @Test
    void servicesMustCoverAllThatIsLost() {
        var both = Loss.one().services(Loss.service("orders", 4, 4, 50), Loss.service("search", 2, 2, 50));

        assertThat(services("orders,search").gap(both.impact())).isEmpty();
        assertThat(services("blue/*").gap(both.impact())).isEmpty();
        assertThat(services("green/*").gap(both.impact())).contains("orders loses tasks too");
        assertThat(services("orders").gap(both.impact())).contains("search loses tasks too");
        assertThat(services("orders").gap(Loss.one().tasks("family:import").impact()))
                .contains("standalone tasks are lost too");
        assertThat(services("orders").gap(Loss.one().partial("ECS was slow").impact()))
                .contains("not all services that lose tasks are known");
    }
}
