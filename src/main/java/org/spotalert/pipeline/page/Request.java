package org.spotalert.pipeline.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Incident;
import org.spotalert.pipeline.decide.Schedules;
import org.spotalert.pipeline.store.Facet;
import org.spotalert.pipeline.store.Incidents.Position;
import org.spotalert.pipeline.store.Incidents.Query;

/** What somebody asks for in the query of an address, which is all that a page needs: who has the address sees the same. */
public record Request(Map<String, String> parameters) {

    static final String SINCE = "since";
    static final String UNTIL = "until";
    static final String AFTER = "after";
    private static final String DEFAULT_PERIOD = "7d";
    private static final String SEPARATOR = "~";

    public Request {
        parameters = Map.copyOf(parameters);
    }

    /** @throws IllegalArgumentException when it is no query of an address */
    static Request of(@Nullable String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String part : (query == null ? "" : query).split("&")) {
            int equals = part.indexOf('=');
            String value = equals < 0
                    ? ""
                    : URLDecoder.decode(part.substring(equals + 1), UTF_8).trim();
            if (!value.isEmpty()) {
                parameters.put(URLDecoder.decode(part.substring(0, equals), UTF_8), value);
            }
        }
        return new Request(parameters);
    }

    /** What was given for this name; nothing for none. */
    public String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    private @Nullable String given(String name) {
        return parameters.get(name);
    }

    /** The period, a length such as {@code 7d} that ends now, or the time at which it begins. */
    public String period() {
        return parameters.getOrDefault(SINCE, DEFAULT_PERIOD);
    }

    /**
     * The incidents that are asked for.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    Query incidents(Instant now, int limit) {
        Map<Facet, String> patterns = new EnumMap<>(Facet.class);
        for (Facet facet : Facet.values()) {
            if (given(facet.toString()) != null) {
                patterns.put(facet, get(facet.toString()));
            }
        }
        String rule = given("rule");
        try {
            return new Query(
                    time(period(), now),
                    given(UNTIL) == null ? null : time(get(UNTIL), now),
                    patterns,
                    given("text"),
                    Boolean.parseBoolean(get("suppressed")),
                    rule == null ? null : Rule.valueOf(rule),
                    given(AFTER) == null ? null : position(get(AFTER)),
                    limit);
        } catch (DateTimeException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "since and until are lengths such as 24h or 7d, or times such as 2026-11-20T08:00:00Z;"
                            + " rule is a rule's name, such as SILENCE",
                    wrong);
        }
    }

    private static Instant time(String text, Instant now) {
        return text.contains("T") ? Instant.parse(text) : now.minus(Schedules.length(text));
    }

    private static Position position(String text) {
        int end = text.indexOf(SEPARATOR);
        return new Position(Instant.parse(text.substring(0, Math.max(0, end))), text.substring(end + 1));
    }

    /** The query of the page that goes on behind this incident. */
    String after(Incident last) {
        Position position = Position.of(last);
        return with(AFTER, position.noticedAt() + SEPARATOR + position.key());
    }

    /** The query with another value for this name; without the name when the value is empty. */
    public String with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(parameters);
        changed.remove(AFTER);
        changed.put(name, value);
        changed.values().removeIf(String::isEmpty);
        return changed.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
