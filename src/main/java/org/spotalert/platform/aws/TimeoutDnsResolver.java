package org.spotalert.platform.aws;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks up host names within a time limit. The system's resolver has none, and no timeout of the SDK can end it: a
 * name server that is silent would hold up alerts without end.
 */
final class TimeoutDnsResolver implements DnsResolver {

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
