package org.spotalert.pipeline.owner;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spotalert.model.NamePattern;

/** Which addresses of runbooks people are shown. */
final class Runbooks {

    private Runbooks() {}

    /** The address, in ASCII, if it is one of https; a login or another port in it is refused, since both disguise hosts. */
    static Optional<String> https(String text) {
        try {
            URI address = new URI(text.strip());
            boolean good = "https".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getPort() == -1;
            return good ? Optional.of(address.toASCIIString()) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    /** The address that a tag holds, if it leads to one of these hosts. */
    static Optional<String> ofTag(String text, List<NamePattern> hosts) {
        return https(text)
                .filter(address -> hosts.stream()
                        .anyMatch(host ->
                                host.matches(URI.create(address).getHost().toLowerCase(Locale.ROOT))));
    }
}
