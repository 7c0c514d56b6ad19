package org.spotalert.platform.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks the running program through its management port.
 *
 * @param program the management port
 */
public record ManagementClient(URI program, Login login) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    /**
     * What is at this path, for these parameters.
     *
     * @throws java.net.ConnectException when there is no program
     * @throws IOException when the program refuses, or its answer does not come
     */
    public String get(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        return send(request(path, parameters).GET());
    }

    /** Sends this there; throws what {@link #get} throws. */
    public String post(String path, String body) throws IOException, InterruptedException {
        return send(request(path, Map.of()).POST(BodyPublishers.ofString(body)));
    }

    /** Deletes what is there; throws what {@link #get} throws. */
    public void delete(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        send(request(path, parameters).DELETE());
    }

    private HttpRequest.Builder request(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(program.resolve(path + (query.isEmpty() ? "" : "?" + query)))
                .timeout(TIMEOUT)
                .header("Authorization", login.authorization())
                .header("Content-Type", "application/json");
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        throw new IOException("the program at " + response.uri() + " says: " + problem(response));
    }

    private String problem(HttpResponse<String> response) {
        try {
            JsonNode said = JSON.readTree(response.body()).path("problem");
            return said.isTextual() ? said.textValue() : "HTTP " + response.statusCode();
        } catch (JsonProcessingException other) {
            return "HTTP " + response.statusCode();
        }
    }
}
