package org.spotalert.platform.settings;

import java.util.List;
import java.util.regex.Pattern;
import org.spotalert.platform.network.AddressBlock;

/** Hosts as settings name them. */
public final class HostNames {

    /** A name or an address; those of IPv6 in brackets or without. */
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]|(?=.*:.*:)[0-9A-Fa-f:.]{2,45}");

    private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f:.]+/[0-9]+");

    private HostNames() {}

    /** One host, without a port. */
    public static String one(String text) {
        if (!HOST.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + shown(text) + "\" is not a host; give its name or address alone, such as smtp.example.com");
        }
        return text;
    }

    /** Hosts with commas between them, each with or without a port after a colon; and networks in CIDR notation. */
    public static List<String> listed(String text) {
        return SettingsReader.parts(text, ",")
                .map(host -> NETWORK.matcher(host).matches() ? network(host) : withPort(host))
                .toList();
    }

    private static String network(String text) {
        AddressBlock.parse(text);
        return text;
    }

    private static String withPort(String text) {
        if (!HOST.matcher(text.replaceFirst(":[0-9]{1,5}$", "")).matches()) {
            throw new IllegalArgumentException("\"" + shown(text)
                    + "\" is not a host; give names such as hooks.example.com or hooks.example.com:8443, or a network such as"
                    + " 10.20.0.0/16");
        }
        return text;
    }

    /** What stands before an at sign may be a login. */
    private static String shown(String text) {
        return text.replaceFirst(".*@", "...@");
    }
}
