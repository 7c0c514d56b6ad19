package org.spotalert.bench.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of AWS's API, as it came over the wire.
 *
 * @param service the service's name in the signature, such as {@code ecs}
 * @param action the action, such as {@code ListTasks}
 * @param form the parameters of a call in the query protocol; empty in the JSON protocol
 * @param body the body as it came
 */
record AwsCall(String service, String action, Map<String, String> form, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/\\d+/[^/]+/([^/]+)/aws4_request");

    static AwsCall of(Headers headers, String body) {
        Matcher scope = SCOPE.matcher(
                Optional.ofNullable(headers.getFirst("Authorization")).orElse(""));
        String service = scope.find() ? scope.group(1) : "unknown";
        String target = headers.getFirst("X-Amz-Target");
        if (target != null) {
            return new AwsCall(service, target.substring(target.lastIndexOf('.') + 1), Map.of(), body);
        }
        Map<String, String> form = form(body);
        return new AwsCall(service, form.getOrDefault("Action", "unknown"), form, body);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    /** The body of a call in the JSON protocol. */
    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
