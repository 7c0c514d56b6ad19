package org.spotalert.channels.email;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Makes sockets that serve for a while and no longer. The mail library limits the time of each read only, so that a server
 * that sends a line now and then would hold a mail up without an end.
 */
final class TimedSocketFactory extends SocketFactory {

    private final Duration timeout;

    /** @param timeout how long each socket serves */
    TimedSocketFactory(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public Socket createSocket() {
        return new TimedSocket(timeout);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw connected();
    }

    private static UnsupportedOperationException connected() {
        return new UnsupportedOperationException("the mail library connects its sockets itself");
    }
}
