package org.spotalert.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The real program as a process of its own: the jar, with settings from the environment. */
public final class AppProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target", "spot-interruption-alerts.jar");
    /** The jar's classes as a JVM has read them before; the build makes it, since many starts wait for it. */
    private static final Path CLASSES = Path.of("target", "spot-interruption-alerts.jsa");

    /** Of whatever takes seconds where the machine has nothing else to do. */
    private static final Duration SOON = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int port;

    private AppProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts the jar in the working directory.
     *
     * @param log where its output goes
     * @param arguments a command for it; none to let it run
     */
    public static AppProcess start(Map<String, String> environment, Path log, String... arguments) {
        return start(FreePort.find(), environment, log, arguments);
    }

    /** Starts a command that knows the management port of the running program. */
    public static AppProcess startBeside(
            AppProcess program, Map<String, String> environment, Path log, String... arguments) {
        return start(program.port, environment, log, arguments);
    }

    private static AppProcess start(int port, Map<String, String> environment, Path log, String... arguments) {
        Map<String, String> all = new HashMap<>(QuickSettings.VARIABLES);
        all.put("SPOT_STORE_URL", "jdbc:h2:mem:store");
        all.putAll(environment);
        if (!all.containsKey("SPOT_MANAGEMENT_PASSWORD")) {
            // Nobody asks for the figures of each step, which are a fifth of a start.
            all.putIfAbsent("CAMEL_MAIN_JMXMANAGEMENTMBEANSLEVEL", "ContextOnly");
        }
        return launch(port, all, log, arguments);
    }

    /** Starts the jar with these variables and no other setting, but for the management port. */
    public static AppProcess startExactly(Map<String, String> environment, Path log, String... arguments) {
        return launch(FreePort.find(), environment, log, arguments);
    }

    private static AppProcess launch(int port, Map<String, String> environment, Path log, String... arguments) {
        try {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            List<String> command = new ArrayList<>(List.of(java, "@src/main/docker/jvm.options"));
            command.addAll(archivedClasses());
            command.addAll(List.of("-jar", JAR.toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new File(log.toString()));
            builder.environment().putAll(environment);
            builder.environment().put("CAMEL_MANAGEMENT_PORT", String.valueOf(port));
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return new AppProcess(process, log, port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The flag of the JVM that lets the jar start with what the build has kept for it; none without that. */
    public static List<String> archivedClasses() {
        return Files.exists(CLASSES) ? List.of("-XX:SharedArchiveFile=" + CLASSES) : List.of();
    }

    /** Waits until the program says that it is ready. */
    public void awaitReady() {
        Awaitility.await("the program")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(this::ready);
    }

    /** Waits until health answers with this status, and says this. */
    public void awaitHealth(String status, String says) {
        Awaitility.await("health " + status + " " + says)
                .atMost(SOON)
                // until the program listens
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    String health = get("/observe/health");
                    return health.startsWith(status) && health.contains(says);
                });
    }

    private boolean ready() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the program ended at once:\n" + output());
        }
        try {
            return get("/observe/health").startsWith("200");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The status and the body of the answer at this path of the management port. */
    public String get(String path) throws IOException, InterruptedException {
        return answer(request(path));
    }

    /** The same, for who logs in. */
    public String get(String path, String authorization) throws IOException, InterruptedException {
        return answer(request(path).header("Authorization", authorization));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    /** The management port. */
    public int port() {
        return port;
    }

    /** Everything the program has said. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The exit code, once the program has ended by itself. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program does not end:\n" + output());
        }
        return process.exitValue();
    }

    /** Sends SIGHUP. */
    public void hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Sends SIGTERM. */
    public void askToStop() {
        process.destroy();
    }

    /** Sends SIGTERM, and returns the exit code. */
    public int terminate() throws InterruptedException {
        askToStop();
        return awaitExit();
    }

    /** Sends SIGKILL, and waits until nothing is left of the program. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
