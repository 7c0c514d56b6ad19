package org.spotalert.platform.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A block of IP addresses in CIDR notation.
 *
 * @param network the first address of the block
 * @param bits how many leading bits its addresses share
 */
public record AddressBlock(InetAddress network, int bits) {

    /** Only digits and dots, or with a colon: Java looks such a text up nowhere. */
    private static final String LITERAL = "[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=.*:)[0-9A-Fa-f:.]{2,45}";

    /** Reads a block; throws an IllegalArgumentException when the text is none. */
    public static AddressBlock parse(String block) {
        int slash = block.indexOf('/');
        Optional<InetAddress> network = literal(block.substring(0, Math.max(0, slash)));
        String bits = block.substring(slash + 1);
        if (network.isEmpty()
                || !bits.matches("[0-9]{1,3}")
                || Integer.parseInt(bits) > 8 * network.get().getAddress().length) {
            throw new IllegalArgumentException("\"" + block + "\" is not a network; give one such as 10.20.0.0/16");
        }
        return new AddressBlock(network.get(), Integer.parseInt(bits));
    }

    /** The address that the text is, with or without brackets; nothing when it is a name, which is not looked up. */
    public static Optional<InetAddress> literal(String host) {
        String address = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return address.matches(LITERAL) ? Optional.of(InetAddress.getByName(address)) : Optional.empty();
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** Whether the address is of the block's family and begins with the block's bits. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int rest = 8 * mine.length - bits;
        return new BigInteger(1, mine).shiftRight(rest).equals(new BigInteger(1, other).shiftRight(rest));
    }
}
