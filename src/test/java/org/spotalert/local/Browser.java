package org.spotalert.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real Chromium without a window, driven by the WebDriver protocol. Selenium speaks it too, and brings 25 libraries in other
 * versions than the program's.
 */
public final class Browser implements AutoCloseable {

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
    private static final List<String> DRIVER = List.of("chromedriver");
    private static final List<String> PACKAGES = List.of("chromium", "chromium-driver");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    private Browser() throws IOException {
        Path chromium = browser();
        int port = FreePort.find();
        Files.createDirectories(Path.of("target"));
        driver = new ProcessBuilder(find(DRIVER).orElseThrow().toString(), "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/chromedriver-" + port + ".log"))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(driver::destroy));
        String address = "http://127.0.0.1:" + port + "/session";
        Map<String, Object> options = Map.of(
                "binary",
                chromium.toString(),
                "args",
                List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
        Map<String, Object> wanted = Map.of(
                "browserName",
                "chrome",
                "unhandledPromptBehavior",
                "ignore",
                "goog:chromeOptions",
                options,
                "goog:loggingPrefs",
                Map.of("browser", "ALL"));
        JsonNode made = Awaitility.await("chromedriver")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(
                        () -> send("POST", address, Map.of("capabilities", Map.of("alwaysMatch", wanted))),
                        answer -> true);
        session = address + "/" + made.path("sessionId").asText();
    }

    /**
     * Starts a browser of its own, without cookies and logins.
     *
     * @throws IllegalStateException saying what to install, when there is none and none can be installed
     */
    public static Browser start() {
        try {
            return new Browser();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static synchronized Path browser() {
        if (find(BROWSERS).isEmpty() || find(DRIVER).isEmpty()) {
            System.out.println("Chromium is not installed: installing it (once)");
            install("apt-get", "update", "-qq");
            install("apt-get", "install", "-y", "-qq", "--no-install-recommends", PACKAGES.get(0), PACKAGES.get(1));
        }
        return find(BROWSERS)
                .filter(there -> find(DRIVER).isPresent())
                .orElseThrow(() -> new IllegalStateException(
                        "no browser: install Chromium and its driver, on Debian: apt-get install "
                                + String.join(" ", PACKAGES)));
    }

    private static Optional<Path> find(List<String> programs) {
        return programs.stream()
                .flatMap(program -> List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                        .map(folder -> Path.of(folder, program)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void install(String... command) {
        try {
            Files.createDirectories(Path.of("target"));
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/chromium-install.log")))
                    .start()
                    .waitFor(10, TimeUnit.MINUTES);
        } catch (IOException notDebian) {
            // The caller says what is missing.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the page this wide and this high, as on a screen of this size. */
    public void size(int width, int height) {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Prefers dark or light colours from now on. */
    public void dark(boolean dark) {
        devTools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Goes to this address, and waits until the page is loaded. User and password may be part of the address. */
    public void open(String address) {
        command("POST", "/url", Map.of("url", address));
    }

    /** The address of the page. */
    public String address() {
        return command("GET", "/url", null).asText();
    }

    /** What a reader sees of the page. */
    public String text() {
        return run("return document.body.innerText").asText();
    }

    /** Runs a script in the page, and returns what it returns. */
    public JsonNode run(String script, Object... arguments) {
        return command("POST", "/execute/sync", Map.of("script", script, "args", List.of(arguments)));
    }

    /** Runs a script in the page, and returns what it gives to its last argument, a function. */
    public JsonNode runAsync(String script, Object... arguments) {
        return command("POST", "/execute/async", Map.of("script", script, "args", List.of(arguments)));
    }

    /** How many elements of the page fit. */
    public int count(String selector) {
        return run("return document.querySelectorAll(arguments[0]).length", selector)
                .asInt();
    }

    /** Types into the first element that fits. */
    public void type(String selector, String text) {
        command("POST", "/element/" + element(selector) + "/value", Map.of("text", text));
    }

    /** Clicks on the first element that fits, and waits for the page that this may open. */
    public void click(String selector) {
        command("POST", "/element/" + element(selector) + "/click", Map.of());
    }

    /** Sends a command of Chromium's own DevTools protocol. */
    public JsonNode devTools(String command, Map<String, Object> parameters) {
        return command("POST", "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    /** Writes a picture of the whole page, however long it is, and returns the file. */
    public Path picture(Path file) {
        return picture(file, true);
    }

    /** Writes a picture of what a reader sees without scrolling, and returns the file. */
    public Path view(Path file) {
        return picture(file, false);
    }

    private Path picture(Path file, boolean whole) {
        JsonNode picture = devTools("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(
                    file, Base64.getDecoder().decode(picture.path("data").asText()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the console has said of errors since it was last asked: scripts and styles that are refused, too. */
    public List<String> errors() {
        JsonNode lines = command("POST", "/se/log", Map.of("type", "browser"));
        return StreamSupport.stream(lines.spliterator(), false)
                .filter(line -> line.path("level").asText().equals("SEVERE"))
                .map(line -> line.path("message").asText())
                .toList();
    }

    private String element(String selector) {
        return command("POST", "/element", Map.of("using", "css selector", "value", selector))
                .elements()
                .next()
                .asText();
    }

    private JsonNode command(String method, String path, @Nullable Object body) {
        return send(method, session + path, body);
    }

    private JsonNode send(String method, String address, @Nullable Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            JsonNode value = JSON.readTree(
                            http.send(request, BodyHandlers.ofString()).body())
                    .path("value");
            if (value.has("error")) {
                throw new IllegalStateException("the browser refuses " + address + ": "
                        + value.path("message").asText());
            }
            return value;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        try {
            send("DELETE", session, null);
        } finally {
            driver.destroy();
        }
    }
}
