package org.spotalert.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.local.FreePort;

/** A program that is measured, as a process of its own. Sizes are in bytes. */
public final class MeasuredProcess implements AutoCloseable {

    private static final Pattern HEAP_USED = Pattern.compile("\\bused (\\d+)K");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path javaHome;
    private final Process process;
    private final Path log;
    private final int managementPort;

    private MeasuredProcess(Path javaHome, Process process, Path log, int managementPort) {
        this.javaHome = javaHome;
        this.process = process;
        this.log = log;
        this.managementPort = managementPort;
    }

    /**
     * Starts the contender in the working directory.
     *
     * @param log where its output goes
     */
    static MeasuredProcess start(
            Contender contender, Path javaHome, List<String> flags, Map<String, String> environment, Path log) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(flags);
        command.addAll(contender.command());
        int managementPort = FreePort.find();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new File(log.toString()));
        builder.environment().putAll(environment);
        builder.environment().put("CAMEL_MANAGEMENT_PORT", String.valueOf(managementPort));
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new MeasuredProcess(javaHome, process, log, managementPort);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Whether the program says that it is ready. Only for the program itself: the others have no health.
     *
     * @throws IllegalStateException when it has ended
     */
    boolean saysReady() throws InterruptedException {
        checkAlive();
        URI ready = URI.create("http://127.0.0.1:" + managementPort + "/observe/health/ready");
        try {
            return http.send(
                                    HttpRequest.newBuilder(ready)
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A metric without labels, as the program says it; not a number while it says none. Only for the program itself. */
    double metric(String name) throws InterruptedException {
        checkAlive();
        URI metrics = URI.create("http://127.0.0.1:" + managementPort + "/observe/metrics");
        try {
            return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException notYet) {
            return Double.NaN;
        }
    }

    /**
     * Does nothing while the process runs.
     *
     * @throws IllegalStateException with its output when it has ended
     */
    void checkAlive() {
        if (!process.isAlive()) {
            try {
                throw new IllegalStateException(
                        "a measured process ended with code " + process.exitValue() + ":\n" + Files.readString(log));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** The processor time that it has used, in milliseconds. Hardly depends on what else the machine does. */
    public double cpuMillis() {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }

    /** The memory it occupies now: Linux's resident set size. Null where there is no /proc. */
    public @Nullable Long resident() {
        return status("VmRSS");
    }

    /** The most memory it has occupied. Null where there is no /proc. */
    public @Nullable Long mostResident() {
        return status("VmHWM");
    }

    private @Nullable Long status(String line) {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(each -> each.startsWith(line + ":"))
                    .map(each -> Long.parseLong(each.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(null);
        } catch (IOException elsewhere) {
            return null;
        }
    }

    /** How much of its heap is in use, garbage included, as {@code jcmd GC.heap_info} says; null when it says nothing. */
    public @Nullable Long heapUsed() {
        try {
            Process jcmd = new ProcessBuilder(
                            javaHome.resolve("bin").resolve("jcmd").toString(),
                            String.valueOf(process.pid()),
                            "GC.heap_info")
                    .redirectErrorStream(true)
                    .start();
            String heap = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            long used = 0;
            for (String line : heap.split("\n", -1)) {
                Matcher matcher = HEAP_USED.matcher(line);
                if (!line.contains("Metaspace") && !line.contains("class space") && matcher.find()) {
                    used += Long.parseLong(matcher.group(1)) * 1024;
                }
            }
            return used == 0 ? null : used;
        } catch (IOException noJcmd) {
            return null;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
