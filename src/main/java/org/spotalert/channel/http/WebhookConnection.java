package org.spotalert.channel.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.spotalert.channel.failure.WebhookFailedException;

/**
 * Opens connections to webhooks: the host is looked up once, every address found is checked, and the connection goes to
 * the first of them that answers, so a second, different answer of the name server changes nothing. No proxy is used.
 */
final class WebhookConnection {

    private final HostLookup lookup;
    private final SSLSocketFactory tls;
    private final int timeoutMilliseconds;

    /** Connects with this time limit: to each address, and for each read until TLS is agreed upon. */
    WebhookConnection(HostLookup lookup, SSLSocketFactory tls, Duration timeout) {
        this.lookup = lookup;
        this.tls = tls;
        this.timeoutMilliseconds = Math.toIntExact(timeout.toMillis());
    }

    /**
     * An open connection, with the server's certificate checked against its name. Its reads have no time limit.
     *
     * @param held may close the connection at any time
     * @throws WebhookFailedException when the host resolves to an address that no webhook may have
     */
    Socket open(WebhookAddress address, OpenSocket held) throws IOException {
        Socket socket = connected(checked(address), address.port(), held);
        if (!address.secure()) {
            return socket;
        }
        socket.setSoTimeout(timeoutMilliseconds);
        SSLSocket secured = secured(socket, address);
        socket.setSoTimeout(0);
        return secured;
    }

    private InetAddress[] checked(WebhookAddress address) throws IOException {
        InetAddress[] found = lookup.addressesOf(address.host());
        boolean loopbackListed = WebhookRules.loopback(address.host());
        for (InetAddress one : found) {
            if (!AddressBlock.isPublic(one) && !(loopbackListed && one.isLoopbackAddress())) {
                throw new WebhookFailedException("its host has a private or reserved address", true);
            }
        }
        return found;
    }

    private Socket connected(InetAddress[] addresses, int port, OpenSocket held) throws IOException {
        IOException failure = new UnknownHostException();
        for (InetAddress address : addresses) {
            Socket socket = held.hold(new Socket(Proxy.NO_PROXY));
            try {
                socket.connect(new InetSocketAddress(address, port), timeoutMilliseconds);
                return socket;
            } catch (IOException unreachable) {
                failure = unreachable;
            }
        }
        throw failure;
    }

    private SSLSocket secured(Socket socket, WebhookAddress address) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, address.host(), address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
