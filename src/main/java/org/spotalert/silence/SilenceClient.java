package org.spotalert.silence;

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
import java.util.List;
import java.util.stream.Stream;
import org.spotalert.decide.Silence;

/** Asks the running program, beside this one, about silences. */
final class SilenceClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI address;
    private final String token;

    /**
     * @param address where the program answers
     * @param token what it knows its friends by
     */
    SilenceClient(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /**
     * Sets the silence, and returns it as the program has understood it.
     *
     * @throws IOException when there is no program, or it refuses
     */
    Silence add(SilenceRequest request) throws IOException, InterruptedException {
        String body = send(request("").POST(BodyPublishers.ofString(json.writeValueAsString(request))));
        return json.readValue(body, SilenceEntry.class).toSilence();
    }

    /**
     * Lists the silences that are not over.
     *
     * @throws IOException when there is no program, or it refuses
     */
    List<Silence> list() throws IOException, InterruptedException {
        return Stream.of(json.readValue(send(request("").GET()), SilenceEntry[].class))
                .map(SilenceEntry::toSilence)
                .toList();
    }

    /**
     * Ends the silence with this id.
     *
     * @throws IOException when there is no program, or it refuses, or there is no such silence
     */
    void expire(String id) throws IOException, InterruptedException {
        send(request("?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8)).DELETE());
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create(address + query))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        throw new IOException("the program at " + address + " says: " + problem(response));
    }

    private String problem(HttpResponse<String> response) {
        try {
            JsonNode said = json.readTree(response.body()).path("problem");
            return said.isTextual() ? said.textValue() : "HTTP " + response.statusCode();
        } catch (JsonProcessingException other) {
            return "HTTP " + response.statusCode();
        }
    }
}
