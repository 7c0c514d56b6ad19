package org.spotalert.platform.network;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Why a server was not reached or did not answer, the same for webhooks, mail and AWS. An exception's own text may quote an
 * address, and is left out.
 */
public enum NetworkFailure {
    HOST_NOT_FOUND("host name not found"),
    TIMED_OUT("timed out"),
    NO_ROUTE("no route to the host"),
    REFUSED("connection refused"),
    NAME_MISMATCH("TLS failed: the certificate is for another host name"),
    CERTIFICATE_DATE("TLS failed: the certificate has expired, or is not valid yet"),
    CERTIFICATE("TLS failed: the certificate is not signed by a trusted authority"),
    HANDSHAKE_BROKEN_OFF("TLS failed: connection closed during the handshake"),
    CLIENT_CERTIFICATE("TLS failed: the server does not accept our certificate, or wants one"),
    PROTOCOL("TLS failed: no protocol in common, or no TLS at this port"),
    NO_ANSWER("connection closed without an answer"),
    BROKEN_OFF("connection broken off");

    /** How JSSE says that the name does not match; it has no type of its own for that. */
    private static final Pattern OTHER_NAME = Pattern.compile("No (subject alternative|name matching).*");

    /** The server's alerts about a certificate can only be about one of ours. */
    private static final Pattern ALERT =
            Pattern.compile("(\\(\\w+\\) )?Received fatal alert: (.*certificate.*|unknown_ca|access_denied)");

    private final String text;

    NetworkFailure(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Whether trying again within seconds cannot help. */
    public boolean permanent() {
        return switch (this) {
            case NAME_MISMATCH, CERTIFICATE_DATE, CERTIFICATE, CLIENT_CERTIFICATE, PROTOCOL -> true;
            default -> false;
        };
    }

    /** The reason in the innermost of the causes that has one; nothing when the network is not to blame. */
    public static Optional<NetworkFailure> of(@Nullable Throwable failure) {
        List<Throwable> chain = Causes.of(failure);
        // What is behind a failed handshake says less than the handshake.
        for (Throwable one : chain) {
            if (one instanceof SSLException) {
                return ofOne(one);
            }
        }
        for (int index = chain.size() - 1; index >= 0; index--) {
            Optional<NetworkFailure> found = ofOne(chain.get(index));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The reason that this exception itself stands for. */
    public static Optional<NetworkFailure> ofOne(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return Optional.of(HOST_NOT_FOUND);
        } else if (failure instanceof InterruptedIOException) {
            return Optional.of(TIMED_OUT);
        } else if (failure instanceof NoRouteToHostException) {
            return Optional.of(NO_ROUTE);
        } else if (failure instanceof ConnectException) {
            return Optional.of(REFUSED);
        } else if (failure instanceof SSLException) {
            return Optional.of(ofTls(failure));
        } else if (failure instanceof EOFException
                || failure instanceof ConnectionClosedException
                || failure instanceof NoHttpResponseException) {
            return Optional.of(NO_ANSWER);
        }
        return failure instanceof SocketException ? Optional.of(BROKEN_OFF) : Optional.empty();
    }

    private static NetworkFailure ofTls(Throwable failure) {
        if (failure instanceof SSLPeerUnverifiedException
                || behind(failure, CertificateException.class, one -> says(one, OTHER_NAME))) {
            return NAME_MISMATCH;
        } else if (behind(failure, CertificateExpiredException.class)
                || behind(failure, CertificateNotYetValidException.class)) {
            return CERTIFICATE_DATE;
        } else if (behind(failure, CertificateException.class)
                || behind(failure, CertPathBuilderException.class)
                || behind(failure, CertPathValidatorException.class)) {
            return CERTIFICATE;
        } else if (behind(failure, EOFException.class) || behind(failure, SocketException.class)) {
            return failure instanceof SSLHandshakeException ? HANDSHAKE_BROKEN_OFF : BROKEN_OFF;
        }
        return behind(failure, SSLException.class, one -> says(one, ALERT)) ? CLIENT_CERTIFICATE : PROTOCOL;
    }

    private static boolean behind(Throwable failure, Class<? extends Throwable> type) {
        return behind(failure, type, one -> true);
    }

    private static boolean behind(Throwable failure, Class<? extends Throwable> type, Predicate<Throwable> more) {
        return Causes.of(failure).stream().anyMatch(one -> type.isInstance(one) && more.test(one));
    }

    private static boolean says(Throwable failure, Pattern words) {
        return words.matcher(String.valueOf(failure.getMessage())).matches();
    }
}
