package org.spotalert.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.model.AccountRegion;

class AccountRegionTest {

    @Test
    void nameSaysAccountAndRegion() {
        AccountRegion own = new AccountRegion(null, "us-gov-west-1");
        AccountRegion other = new AccountRegion("111122223333", "eu-west-1");

        assertThat(own).hasToString("us-gov-west-1");
        assertThat(other).hasToString("eu-west-1-111122223333");
        assertThat(AccountRegion.parse(own.toString())).contains(own);
        assertThat(AccountRegion.parse(other.toString())).contains(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eu-west", "EU-WEST-1", "eu-west-1-1111", "eu-west-1/x", "x.evil.test"})
    void otherTextsAreNone(String text) {
        assertThat(AccountRegion.parse(text)).isEmpty();
    }
}
