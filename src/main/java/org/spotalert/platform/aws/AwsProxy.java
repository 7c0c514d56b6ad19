package org.spotalert.platform.aws;

import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * The proxy to AWS, from HTTPS_PROXY and NO_PROXY or Java's https.proxyHost. By itself the SDK looks at HTTP_PROXY alone,
 * whatever AWS is asked by, and takes {@code .example.com} for a host.
 */
final class AwsProxy {

    private AwsProxy() {}

    /** What the SDK's HTTP client takes. */
    static ProxyConfiguration configuration() {
        ProxyConfiguration https = ProxyConfiguration.builder().scheme("https").build();
        if (https.host() == null) {
            return ProxyConfiguration.builder().build();
        }
        return ProxyConfiguration.builder()
                // The scheme of the way to the proxy, not of what is asked through it.
                .endpoint(URI.create("http://" + https.host() + ":" + https.port()))
                .username(https.username())
                .password(https.password())
                .preemptiveBasicAuthenticationEnabled(https.username() != null)
                .nonProxyHosts(direct(https.nonProxyHosts()))
                .useSystemPropertyValues(false)
                .useEnvironmentVariableValues(false)
                .build();
    }

    /** The SDK takes them for regular expressions. This machine, where an emulator of AWS may run, is called directly. */
    private static Set<String> direct(Set<String> hosts) {
        return Stream.concat(hosts.stream(), Stream.of("localhost", "127.0.0.1"))
                .map(host -> host.startsWith(".") ? ".*?" + host : host)
                .collect(Collectors.toSet());
    }
}
