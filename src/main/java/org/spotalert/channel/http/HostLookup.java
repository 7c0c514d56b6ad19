package org.spotalert.channel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host, as {@link InetAddress#getAllByName} does. */
@FunctionalInterface
interface HostLookup {

    /** Every address of the host, at least one. */
    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
