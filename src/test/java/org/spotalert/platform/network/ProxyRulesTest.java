package org.spotalert.platform.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRulesTest {

    private static final HttpProxy PROXY = HttpProxy.parse("http://proxy.corp:3128");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "hooks.slack.com | 443 | '' | true",
                "hooks.slack.com | 443 | * | false",
                "jira.corp | 443 | .corp | false",
                "corp | 443 | .corp | false",
                "a.jira.corp | 443 | ' Jira.Corp, other' | false",
                "notjira.corp | 443 | jira.corp | true",
                "a.jira.corp | 443 | *.jira.corp | false",
                "jira.corp | 8443 | jira.corp:8443 | false",
                "jira.corp | 443 | jira.corp:8443 | true",
                "10.1.2.3 | 443 | 10.0.0.0/8 | false",
                "11.1.2.3 | 443 | '10.0.0.0/8,nonsense/x' | true",
                "10.1.2.3 | 443 | 10.1.2.3 | false",
                "[fd12::1] | 443 | fd12:0::1 | false",
                "2.3 | 443 | .3 | false",
                // This machine is nobody's business.
                "localhost | 443 | '' | false",
                "127.0.0.1 | 8080 | '' | false",
                "[::1] | 443 | '' | false"
            })
    void hostsGoThroughTheProxyUnlessTheyAreListed(String host, int port, String direct, boolean proxied) {
        assertThat(ProxyRules.of(PROXY, direct).proxyTo(host, port).isPresent()).isEqualTo(proxied);
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.corp:3128, proxy.corp:3128",
        "proxy.corp:8080, proxy.corp:8080",
        "HTTP://proxy.corp/, proxy.corp:3128",
        "http://[fd12::1]:3128, [fd12::1]:3128"
    })
    void addressesAreReadAsOtherProgramsReadThem(String url, String proxy) {
        assertThat(HttpProxy.parse(url)).hasToString(proxy);
        assertThat(HttpProxy.parse(url).authorization()).isEmpty();
    }

    @Test
    void loginIsThatOfTheAddressDecodedAndInNoText() {
        HttpProxy proxy = HttpProxy.parse("http://us%3Aer:p%40ss+w%20rd:x@proxy.corp:3128");

        assertThat(proxy.authorization())
                .contains("Basic "
                        + Base64.getEncoder().encodeToString("us:er:p@ss+w rd:x".getBytes(StandardCharsets.UTF_8)));
        assertThat(proxy).hasToString("proxy.corp:3128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:SECRET@proxy.corp:3129",
                "socks5://user:SECRET@proxy.corp",
                "http://user:SECRET",
                "http://user:SECRET@proxy.corp:3128/path",
                "http://user:SE%CRET@proxy.corp:3128",
                "http://"
            })
    void whatIsNoProxyIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> HttpProxy.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://host:port")
                .hasMessageNotContaining("SECRET")
                .hasNoCause();
    }
}
