package org.spotalert.channel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of IP addresses in CIDR notation.
 *
 * @param network the first address of the block
 * @param bits how many leading bits its addresses share
 */
record AddressBlock(InetAddress network, int bits) {

    /**
     * What is never a webhook on the public internet: private, shared, link-local, multicast and reserved blocks, and
     * the IPv6 blocks that lead into IPv4 by translation or tunnel (IANA special-purpose address registries). Java's
     * own {@code isSiteLocalAddress} and its like miss several of these.
     */
    private static final List<AddressBlock> NOT_PUBLIC = Stream.of(
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
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "2001::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(AddressBlock::parse)
            .toList();

    /** Whether a webhook on the public internet can have this address. */
    static boolean isPublic(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
    }

    /** Whether the address is of the block's family and begins with the block's bits. */
    boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static AddressBlock parse(String block) {
        int slash = block.indexOf('/');
        try {
            // Only literals come here: nothing is looked up.
            InetAddress network = InetAddress.getByName(block.substring(0, slash));
            return new AddressBlock(network, Integer.parseInt(block.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a block of addresses: " + block, e);
        }
    }
}
