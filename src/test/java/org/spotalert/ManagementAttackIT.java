package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.RawConnection;
import org.spotalert.local.Variables;
import org.spotalert.platform.management.Login;

/** The real jar with a small heap, attacked on its management port: health answers meanwhile, and alerts are delivered. */
class ManagementAttackIT {

    private static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");
    private static final String KNOWN = "Authorization: " + LOGIN.authorization() + "\r\n";
    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    @TempDir
    private static Path directory;

    private static AppProcess program;

    private final List<RawConnection> attackers = new ArrayList<>();

    @BeforeAll
    static void start() {
        AWS.queue("spot", 5);
        AWS.cluster("blue");
        Map<String, String> settings = new HashMap<>(Variables.aws(MOTO.endpoint()));
        settings.putAll(Variables.sns(AWS.topic("alerts")));
        settings.put("SPOT_BATCH_INTERVAL", "100ms");
        settings.put("SPOT_MANAGEMENT_PASSWORD", LOGIN.password());
        settings.put("JDK_JAVA_OPTIONS", "-Xmx128m -XX:+ExitOnOutOfMemoryError");
        program = AppProcess.start(settings, directory.resolve("program.log"));
        program.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        List<RawConnection> attackers = IntStream.range(0, 50)
                .mapToObj(each -> RawConnection.to(program.port()))
                .toList();
        attackers.forEach(attacker -> attacker.send(post(KNOWN, lists(1)) + "GET /observe/health"));
        Instant asked = Instant.now();
        int exit = program.terminate();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(25));
        attackers.forEach(RawConnection::close);
        AWS.close();
        MOTO.close();
        assertThat(exit).as(program.output()).isZero();
        assertThat(program.output()).doesNotContain("java.lang.OutOfMemoryError", LOGIN.password());
        // Vert.x says of each request whose answer the stop has cut off that nobody takes its failure.
        assertThat(program.output().lines())
                .filteredOn(line -> line.contains(" ERROR "))
                .allMatch(line -> line.contains("ContextImpl - Unhandled exception"));
    }

    @AfterEach
    void endAttack() throws Exception {
        programDoesItsWork();
        attackers.forEach(RawConnection::close);
        programDoesItsWork();
    }

    /** Health answers, and an alert arrives. */
    private static void programDoesItsWork() throws Exception {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "family:web", 1);
        AWS.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
        await("alert").atMost(Duration.ofSeconds(20)).until(() -> {
            assertThat(program.get("/observe/health")).startsWith("200");
            return AWS.messages("alerts").stream()
                    .anyMatch(message -> message.body().contains(member.instanceId()));
        });
    }

    private RawConnection attacker() {
        RawConnection attacker = RawConnection.to(program.port());
        attackers.add(attacker);
        return attacker;
    }

    private static String post(String headers, String body) {
        return "POST /observe/jolokia/ HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String lists(int count) {
        return Collections.nCopies(count, "{\"type\":\"list\"}").toString();
    }

    private static String firstLine(String answer) {
        return answer.lines().findFirst().orElse("");
    }

    @Test
    void twentyListsInOneRequest() {
        RawConnection stranger = attacker();
        RawConnection known = attacker();
        stranger.send(post("", lists(20)));
        known.send(post(KNOWN, lists(20)));

        assertThat(firstLine(stranger.receive())).startsWith("HTTP/1.1 401");
        assertThat(firstLine(known.receive())).startsWith("HTTP/1.1 413");
    }

    @Test
    void manyListsAtOnceByClientsThatLogInAndDoNotRead() throws Exception {
        for (int round = 0; round < 3; round++) {
            IntStream.range(0, 60)
                    .forEach(each -> attacker().send(post(KNOWN, lists(1)).repeat(5)));
            programDoesItsWork();
        }
    }

    @Test
    void manyListsAtOnceByClientsThatLogInAndRead() throws Exception {
        List<Thread> readers = IntStream.range(0, 40)
                .mapToObj(each -> {
                    RawConnection attacker = attacker();
                    Thread reader = new Thread(() -> {
                        attacker.send(post(KNOWN + "Connection: close\r\n", lists(1)));
                        attacker.receive();
                    });
                    reader.start();
                    return reader;
                })
                .toList();
        programDoesItsWork();
        for (Thread reader : readers) {
            reader.join();
        }
    }

    @Test
    void stalledPosts() {
        byte[] megabyte = new byte[1024 * 1024];
        for (String headers : List.of("", KNOWN)) {
            for (int each = 0; each < 23; each++) {
                RawConnection attacker = attacker();
                attacker.send(
                        "POST /observe/jolokia/ HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: 9500000\r\n\r\n");
                attacker.send(megabyte);
            }
        }
        for (int each = 0; each < 23; each++) {
            RawConnection attacker = attacker();
            attacker.send("POST /observe/health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n");
            attacker.send(megabyte);
        }
    }

    @Test
    void halfSentRequests() {
        IntStream.range(0, 830).forEach(each -> attacker().send("GET /observe/health HTTP/1.1\r\nHost: x\r\nX-A: "));
    }

    @Test
    void requestsWithoutEndByClientsThatDoNotRead() throws Exception {
        String requests = "GET /observe/metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000);
        for (int each = 0; each < 30; each++) {
            RawConnection attacker = attacker();
            Thread sender = new Thread(() -> attacker.send(requests));
            sender.setDaemon(true);
            sender.start();
        }
        programDoesItsWork();
    }

    @Test
    void largeHeadersAndAddresses() {
        RawConnection headers = attacker();
        RawConnection address = attacker();
        headers.send("GET /observe/health HTTP/1.1\r\nX-A: " + "a".repeat(1024 * 1024));
        address.send("GET /observe/health?" + "a".repeat(1024 * 1024));

        assertThat(firstLine(headers.receive())).doesNotContain(" 200");
        assertThat(firstLine(address.receive())).doesNotContain(" 200");
    }
}
