package org.spotalert.channels.http;

import java.net.UnknownHostException;

/** A host has no address that a webhook may have. The text says why, without the host. */
final class ForbiddenAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String message) {
        super(message);
    }
}
