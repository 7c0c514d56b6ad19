package org.spotalert.platform.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts are reached through a proxy. This machine itself never is.
 *
 * @param proxy null when every host is reached directly
 * @param direct the hosts that are reached directly all the same, in lower case
 */
public record ProxyRules(@Nullable HttpProxy proxy, List<String> direct) {

    public static ProxyRules none() {
        return new ProxyRules(null, List.of());
    }

    /**
     * Everything is reached through this proxy, but for these hosts.
     *
     * @param direct with commas between them, as in {@code NO_PROXY}: a domain, which stands for the names below it as well,
     *     with or without a leading dot or {@code *.}; an address; a network; a host with a port; {@code *} for every host
     */
    public static ProxyRules of(HttpProxy proxy, String direct) {
        return new ProxyRules(
                proxy,
                Stream.of(direct.split(","))
                        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                        .filter(entry -> !entry.isEmpty())
                        .toList());
    }

    public Optional<HttpProxy> proxyTo(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        Optional<InetAddress> address = AddressBlock.literal(name);
        boolean thisMachine = name.equals("localhost")
                || address.filter(InetAddress::isLoopbackAddress).isPresent();
        return Optional.ofNullable(proxy)
                .filter(way -> !thisMachine
                        && direct.stream().noneMatch(entry -> covers(entry, name, port, address.orElse(null))));
    }

    /** Whether this host is the proxy itself. */
    public boolean isProxy(String host) {
        return proxy != null && proxy.host().replaceAll("[\\[\\]]", "").equalsIgnoreCase(host);
    }

    private static boolean covers(String entry, String name, int port, @Nullable InetAddress address) {
        if (entry.equals("*") || entry.equals(name) || entry.equals(name + ":" + port)) {
            return true;
        }
        if (address != null) {
            return AddressBlock.literal(entry).filter(address::equals).isPresent()
                    || (entry.contains("/") && inNetwork(entry, address));
        }
        String domain = entry.replaceFirst("^\\*?\\.", "");
        return name.equals(domain) || name.endsWith("." + domain);
    }

    /** What is no network covers nothing: other programs read the same list. */
    private static boolean inNetwork(String entry, InetAddress address) {
        try {
            return AddressBlock.parse(entry).contains(address);
        } catch (IllegalArgumentException noNetwork) {
            return false;
        }
    }
}
