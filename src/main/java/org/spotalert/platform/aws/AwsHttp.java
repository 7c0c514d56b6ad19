package org.spotalert.platform.aws;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** Makes the HTTP clients by which AWS is called. */
final class AwsHttp {

    private AwsHttp() {}

    /** A client that goes through the proxy to AWS, if any, with the timeouts of connections and of each part of an answer. */
    static SdkHttpClient client(Duration connection, Duration answer) {
        return Apache5HttpClient.builder()
                .connectionTimeout(connection)
                .socketTimeout(answer)
                .dnsResolver(new TimeoutDnsResolver(connection))
                .maxConnections(100)
                .proxyConfiguration(proxy())
                .build();
    }

    /**
     * The proxy to AWS, from HTTPS_PROXY and NO_PROXY or Java's https.proxyHost. By itself the SDK looks at HTTP_PROXY alone,
     * whatever AWS is asked by, and takes {@code .example.com} for a host.
     */
    private static ProxyConfiguration proxy() {
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

    /**
     * Looks up host names within a time limit. The system's resolver has none, and no timeout of the SDK can end it: a
     * name server that is silent would hold up alerts without end.
     */
    static final class TimeoutDnsResolver implements DnsResolver {

        private final Duration limit;
        private final DnsResolver system;
        private final ExecutorService threads;

        /** Gives the system's resolver so much time. */
        TimeoutDnsResolver(Duration limit) {
            this(limit, SystemDefaultDnsResolver.INSTANCE);
        }

        TimeoutDnsResolver(Duration limit, DnsResolver system) {
            this.limit = limit;
            this.system = system;
            // None is left a minute after the last lookup, so that there is nothing to shut down.
            this.threads = Executors.newCachedThreadPool(LookupClients.daemons("host-lookup"));
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            Future<InetAddress[]> addresses = threads.submit(() -> system.resolve(host));
            try {
                return addresses.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException callTimedOut) {
                Thread.currentThread().interrupt();
                throw new UnknownHostException(host + ": interrupted");
            } catch (TimeoutException | ExecutionException failed) {
                throw new UnknownHostException(host + ": " + failed.getMessage());
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return system.resolveCanonicalHostname(host);
        }
    }
}
