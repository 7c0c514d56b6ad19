package org.spotalert.channels.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spotalert.platform.network.AddressBlock;

/**
 * Which addresses a webhook's host may have: public ones; private ones where the operator lists the host or the network;
 * those of link-local and metadata services never.
 *
 * @param hosts the hosts that the operator lists
 * @param networks the networks that the operator lists
 */
public record AddressRules(Set<String> hosts, List<AddressBlock> networks) {

    /**
     * What is not on the public internet: private, shared, multicast and reserved blocks, and the IPv6 blocks that lead into
     * IPv4 by a tunnel (IANA special-purpose address registries). Java's own {@code isSiteLocalAddress} and its like miss
     * several of these.
     */
    private static final List<AddressBlock> NOT_PUBLIC =
            blocks("10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 "
                    + "240.0.0.0/4 ::/96 2001::/32 2002::/16 fc00::/7 fec0::/10");

    /** No host, link-local, multicast, broadcast; and where AWS and Google keep credentials outside the link-local blocks. */
    private static final List<AddressBlock> NEVER =
            blocks("0.0.0.0/8 169.254.0.0/16 224.0.0.0/4 255.255.255.255/32 ::/128 fd00:ec2::/32 fd20:ce::/32 "
                    + "fe80::/10 ff00::/8");

    private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");
    private static final AddressBlock LOCAL_NAT64 = AddressBlock.parse("64:ff9b:1::/48");

    /** Where the four bytes of the IPv4 address are, for prefixes of 96, 64, 56 and 48 bits (RFC 6052, 2.2). */
    private static final List<int[]> EMBEDDED = List.of(
            new int[] {12, 13, 14, 15}, new int[] {9, 10, 11, 12}, new int[] {7, 9, 10, 11}, new int[] {6, 7, 9, 10});

    /**
     * The rules where the operator lists these.
     *
     * @param listed hosts, with or without a port, and networks in CIDR notation
     */
    public static AddressRules of(Collection<String> listed) {
        return new AddressRules(
                listed.stream()
                        .filter(entry -> !entry.contains("/"))
                        .map(entry -> bare(entry.replaceFirst("(?<=^[^:]{1,255}|]):[0-9]{1,5}$", "")))
                        .collect(Collectors.toUnmodifiableSet()),
                listed.stream()
                        .filter(entry -> entry.contains("/"))
                        .map(AddressBlock::parse)
                        .toList());
    }

    /** A host has no address that a webhook may have. The text says why, without the host. */
    static final class ForbiddenAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        ForbiddenAddressException(String message) {
            super(message);
        }
    }

    /**
     * Those of a host's addresses that a webhook may have.
     *
     * @throws ForbiddenAddressException when there is none
     */
    InetAddress[] allowed(String host, InetAddress[] found) throws ForbiddenAddressException {
        InetAddress[] allowed =
                Stream.of(found).filter(address -> allows(host, address)).toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            boolean listing =
                    Stream.of(found).anyMatch(address -> readings(address).noneMatch(AddressRules::never));
            throw new ForbiddenAddressException(
                    listing
                            ? "its host has a private or reserved address; if that is right, list the host or its network"
                                    + " in WEBHOOK_ALLOWED_HOSTS"
                            : "its host has the address of a metadata service, or a link-local or multicast address;"
                                    + " no webhook may have one");
        }
        return allowed;
    }

    /** Whether a webhook's host may have this address. */
    boolean allows(String host, InetAddress address) {
        boolean listed = hosts.contains(bare(host)) || networks.stream().anyMatch(one -> one.contains(address));
        return readings(address)
                .allMatch(one -> !never(one)
                        && (listed
                                || NOT_PUBLIC.stream().noneMatch(block -> block.contains(one))
                                || networks.stream().anyMatch(block -> block.contains(one))));
    }

    private static boolean never(InetAddress address) {
        return NEVER.stream().anyMatch(block -> block.contains(address));
    }

    /**
     * The address itself; or, where a translator makes an IPv4 address of it (NAT64), what it makes of it. The translators
     * of RFC 8215 have prefixes of any length: each reading that is an address counts.
     */
    private static Stream<InetAddress> readings(InetAddress address) {
        if (NAT64.contains(address)) {
            return Stream.of(embedded(address, EMBEDDED.get(0)));
        }
        if (LOCAL_NAT64.contains(address)) {
            List<InetAddress> inside = EMBEDDED.stream()
                    .map(bytes -> embedded(address, bytes))
                    .filter(one -> one.getAddress()[0] != 0)
                    .toList();
            return inside.isEmpty() ? Stream.of(embedded(address, EMBEDDED.get(0))) : inside.stream();
        }
        return Stream.of(address);
    }

    private static InetAddress embedded(InetAddress address, int[] bytes) {
        byte[] all = address.getAddress();
        byte[] inside = new byte[bytes.length];
        IntStream.range(0, bytes.length).forEach(at -> inside[at] = all[bytes[at]]);
        try {
            return InetAddress.getByAddress(inside);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static String bare(String host) {
        return host.strip().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    }

    private static List<AddressBlock> blocks(String blocks) {
        return Stream.of(blocks.split(" ")).map(AddressBlock::parse).toList();
    }
}
