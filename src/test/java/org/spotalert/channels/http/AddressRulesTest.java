package org.spotalert.channels.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.platform.network.AddressBlock;

class AddressRulesTest {

    private static final String HOST = "alerts.corp.example";
    private static final AddressRules PLAIN = AddressRules.of(List.of());

    private static boolean allows(AddressRules rules, String address) throws Exception {
        return rules.allows(HOST, InetAddress.getByName(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "142.250.0.1",
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "2a00:1450::1",
                // NAT64: 142.250.0.1 inside
                "64:ff9b::8efa:1",
                "64:ff9b:1::8efa:1",
                "64:ff9b:1:0:8e:fa00:100:0"
            })
    void publicAddressIsAllowed(String address) throws Exception {
        assertThat(allows(PLAIN, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "100.64.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "198.19.0.1",
                "::1",
                "fd12:3456::1",
                "2002:a9fe:a9fe::1",
                "2001::1",
                "64:ff9b::a00:1",
                "64:ff9b:1::a00:1",
                "64:ff9b:1:a00:0:100::"
            })
    void privateAddressIsAllowedWhereTheHostIsListed(String address) throws Exception {
        assertThat(allows(PLAIN, address)).isFalse();
        assertThat(allows(AddressRules.of(List.of("ALERTS.corp.example")), address))
                .isTrue();
        assertThat(allows(AddressRules.of(List.of(HOST + ":8443")), address)).isTrue();
        assertThat(allows(AddressRules.of(List.of("other.corp.example")), address))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "169.254.170.23",
                "::ffff:169.254.169.254",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "fd20:ce::254",
                "fe80::1",
                "ff02::1",
                "224.0.0.1",
                "255.255.255.255",
                "0.0.0.0",
                "::",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::a9fe:a9fe",
                "64:ff9b:1:a9fe:a9:fe00::"
            })
    void metadataAndLinkLocalAddressIsNeverAllowed(String address) throws Exception {
        AddressRules all = AddressRules.of(List.of(HOST, "0.0.0.0/0", "::/0", "169.254.0.0/16", "fd00::/8"));

        assertThat(allows(PLAIN, address)).isFalse();
        assertThat(allows(all, address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.20.255.1, true",
        "10.20.0.0/16, 10.21.0.1, false",
        "10.20.0.0/16, 64:ff9b::a14:1, true",
        "10.20.0.0/16, 64:ff9b::a15:1, false",
        "fd12:3456::/32, fd12:3456::9, true",
        "fd12:3456::/32, fd12:3457::9, false",
        "10.1.2.3/32, 10.1.2.3, true",
        "127.0.0.0/8, 127.0.0.1, true"
    })
    void networkThatIsListedIsAllowed(String network, String address, boolean allowed) throws Exception {
        assertThat(allows(AddressRules.of(List.of(network)), address)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fd12::1", "[fd12::1]", "[fd12::1]:8443"})
    void addressMayBeListedLikeAHost(String listed) throws Exception {
        AddressRules rules = AddressRules.of(List.of(listed));

        assertThat(rules.allows("fd12::1", InetAddress.getByName("fd12::1"))).isTrue();
        assertThat(rules.allows("fd12::2", InetAddress.getByName("fd12::2"))).isFalse();
    }

    @Test
    void goodAddressesAreUsedAndTheOthersLeftOut() throws Exception {
        InetAddress[] found = addresses("10.0.0.1", "142.250.0.1", "169.254.169.254", "2a00:1450::1");

        assertThat(PLAIN.allowed(HOST, found)).containsExactly(addresses("142.250.0.1", "2a00:1450::1"));
    }

    @Test
    void refusalSaysWhetherListingHelps() {
        assertThatThrownBy(() -> PLAIN.allowed(HOST, addresses("10.0.0.1", "169.254.0.1")))
                .hasMessageContaining("WEBHOOK_ALLOWED_HOSTS")
                .hasMessageNotContaining("10.0.0.1");
        assertThatThrownBy(() -> PLAIN.allowed(HOST, addresses("169.254.169.254")))
                .hasMessageContaining("no webhook may have one");
    }

    private static InetAddress[] addresses(String... addresses) {
        return Stream.of(addresses)
                .map(address -> AddressBlock.literal(address).orElseThrow())
                .toArray(InetAddress[]::new);
    }
}
