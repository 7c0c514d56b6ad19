package org.spotalert.channels.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.network.AddressBlock;

/**
 * Where a channel's webhook may live.
 *
 * @param hosts the service's own hosts, in lower case, or with a dot before it what their names end with: reached by
 *     https on port 443 only
 * @param pathPrefix how the path begins on those hosts
 * @param secretPath whether path and query are a secret, as those of incoming webhooks are
 * @param extraHosts more hosts by name, with or without a port after a colon, with any path; and networks in CIDR
 *     notation, for hosts that are addresses
 */
public record WebhookHostPolicy(
        Collection<String> hosts, String pathPrefix, boolean secretPath, Collection<String> extraHosts) {

    private static final int HTTPS = 443;

    public WebhookHostPolicy {
        hosts = lowerCase(hosts);
        extraHosts = lowerCase(extraHosts);
    }

    /**
     * The policy for a server of the operator's own, such as a Jira site: the host that its address names, no secret in the
     * path, and those extra hosts.
     */
    public static WebhookHostPolicy site(String url, Collection<String> extraHosts) {
        return new WebhookHostPolicy(hostOf(url), "/", false, extraHosts);
    }

    private static List<String> hostOf(String url) {
        try {
            return Stream.ofNullable(new URI(url).getHost()).toList();
        } catch (URISyntaxException malformed) {
            return List.of();
        }
    }

    /** Whether this is one of the service's own hosts. */
    boolean ownHost(String host) {
        return hosts.contains(host)
                || hosts.stream().anyMatch(suffix -> suffix.startsWith(".") && host.endsWith(suffix));
    }

    /** The service's own hosts for a reader, each with an "or" after it; empty when there are none. */
    String expected() {
        return hosts.stream()
                .sorted()
                .map(host -> (host.startsWith(".") ? "one below " + host.substring(1) : host) + " or ")
                .collect(Collectors.joining());
    }

    /**
     * Whether this host and port are listed as extra.
     *
     * @param port the port of the address, -1 when it names none
     */
    boolean extraHost(String host, int port) {
        boolean standardPort = port == -1 || port == HTTPS || loopback(host);
        return ((extraHosts.contains(host) || inExtraNetwork(host)) && standardPort)
                || extraHosts.contains(host + ":" + port);
    }

    private boolean inExtraNetwork(String host) {
        return AddressBlock.literal(host)
                .filter(address -> extraHosts.stream()
                        .filter(entry -> entry.contains("/"))
                        .map(AddressBlock::parse)
                        .anyMatch(network -> network.contains(address)))
                .isPresent();
    }

    /** Whether the host is this machine itself, by its name or address. */
    static boolean loopback(@Nullable String host) {
        return host != null
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }

    private static Set<String> lowerCase(Collection<String> hosts) {
        return hosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
