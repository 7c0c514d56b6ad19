package org.spotalert.channels.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.apache.hc.core5.ssl.SSLContexts;
import org.spotalert.platform.network.ProxyRules;

/** Transports for tests, which may reach this machine. */
public final class WebhookTransports {

    private WebhookTransports() {}

    /**
     * The way to servers on this machine.
     *
     * @param limit how long connecting may take, and how long everything
     */
    public static WebhookTransport toThisMachine(Duration limit) {
        return new WebhookTransport(
                new WebhookTransport.Timeouts(limit, limit),
                AddressRules.of(List.of("127.0.0.1")),
                ProxyRules.none(),
                InetAddress::getAllByName,
                SSLContexts.createSystemDefault());
    }
}
