package org.spotalert.platform.config;

import java.util.List;
import org.spotalert.platform.settings.SettingsReader;

/**
 * Where settings live, as {@code spot.config} names it.
 *
 * @param place a file, the path of a tree of parameters, or the name or ARN of a secret
 */
public record SourceAddress(Kind kind, String place) {

    public enum Kind {
        FILE("file:"),
        PARAMETERS("ssm:"),
        SECRET("secretsmanager:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The addresses in a list with commas between them; an IllegalArgumentException says which one is none. */
    public static List<SourceAddress> list(String text) {
        return SettingsReader.parts(text, ",").map(SourceAddress::parse).toList();
    }

    /** Checks where settings live, and how often they are read. */
    public static void check(SettingsReader reader) {
        reader.optional("spot.config", SourceAddress::list);
        reader.duration("spot.config.refresh", "1s", "24h");
        SettingName.files(System.getenv().keySet()).forEach(file -> {
            String secret = SettingName.secretOf(file);
            if (System.getenv(secret) != null) {
                reader.problem(file + ": " + secret + " is set as well; leave one of them out");
            }
        });
    }

    private static SourceAddress parse(String text) {
        for (Kind kind : Kind.values()) {
            String place = text.startsWith(kind.prefix) ? text.substring(kind.prefix.length()) : "";
            if (kind == Kind.PARAMETERS ? place.matches("/[A-Za-z0-9_./-]+") : !place.isEmpty()) {
                return new SourceAddress(kind, place.length() > 1 ? place.replaceFirst("/$", "") : place);
            }
        }
        throw new IllegalArgumentException("\"" + text
                + "\" is no place of settings; give file:NAME, ssm:/PATH or secretsmanager:NAME, separated by commas");
    }

    boolean inAws() {
        return kind != Kind.FILE;
    }

    @Override
    public String toString() {
        return kind.prefix + place;
    }
}
