package org.spotalert.channel;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to public addresses only, so that a webhook's name cannot lead to the instance metadata, the task's
 * credentials or a neighbour. The connection is made to the address that was checked.
 *
 * <p>The ranges are IANA's special-purpose registries for IPv4 and IPv6.
 */
final class PublicAddresses implements DnsResolver {

    private static final List<Range> RESERVED = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/128",
                    "::1/128",
                    "fc00::/7",
                    "fe80::/10",
                    "ff00::/8",
                    "64:ff9b::/96",
                    "2002::/16",
                    "2001::/32")
            .map(Range::of)
            .toList();

    private record Range(BigInteger network, int length, int bits) {

        static Range of(String text) {
            String[] parts = text.split("/");
            try {
                byte[] address = InetAddress.getByName(parts[0]).getAddress();
                int prefix = Integer.parseInt(parts[1]);
                int bits = address.length * 8 - prefix;
                return new Range(new BigInteger(1, address).shiftRight(bits), address.length, bits);
            } catch (UnknownHostException impossible) {
                throw new IllegalArgumentException(text, impossible);
            }
        }

        boolean contains(byte[] address) {
            return address.length == length
                    && new BigInteger(1, address).shiftRight(bits).equals(network);
        }
    }

    /** Whether anyone on the internet may have this address. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return RESERVED.stream().noneMatch(range -> range.contains(bytes));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        if (!Stream.of(addresses).allMatch(PublicAddresses::isPublic)) {
            throw new UnknownHostException("the webhook's host has an address that is not public");
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
