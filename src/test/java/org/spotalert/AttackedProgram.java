package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
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
abstract class AttackedProgram {

    static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");
    static final String KNOWN = "Authorization: " + LOGIN.authorization() + "\r\n";
    static final List<RawConnection> ATTACKERS = new ArrayList<>();

    @TempDir
    private static Path directory;

    private static MotoServer moto;
    private static AwsWorld aws;
    private static AppProcess program;

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
        aws = new AwsWorld(moto.endpoint());
        aws.queue("spot", 5);
        aws.cluster("blue");
        Map<String, String> settings = new HashMap<>(Variables.aws(moto.endpoint()));
        settings.putAll(Variables.sns(aws.topic("alerts")));
        settings.put("SPOT_BATCH_INTERVAL", "100ms");
        settings.put("SPOT_MANAGEMENT_PASSWORD", LOGIN.password());
        settings.put("JDK_JAVA_OPTIONS", "-Xmx128m -XX:+ExitOnOutOfMemoryError");
        program = AppProcess.start(settings, directory.resolve("program.log"));
        program.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        Instant asked = Instant.now();
        int exit = program.terminate();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(25));
        endAttackers();
        aws.close();
        moto.close();
        assertThat(exit).as(program.output()).isZero();
        assertThat(program.output()).doesNotContain("java.lang.OutOfMemoryError", LOGIN.password());
        // Vert.x says of each request whose answer the stop has cut off that nobody takes its failure.
        assertThat(program.output().lines())
                .filteredOn(line -> line.contains(" ERROR "))
                .allMatch(line -> line.contains("ContextImpl - Unhandled exception"));
    }

    private static void endAttackers() {
        ATTACKERS.forEach(RawConnection::close);
        ATTACKERS.clear();
    }

    @AfterEach
    void endAttack() throws Exception {
        programDoesItsWork();
        endAttackers();
        programDoesItsWork();
    }

    /** Health answers, and an alert arrives. */
    static void programDoesItsWork() throws Exception {
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
        await("alert").atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(program.get("/observe/health")).startsWith("200");
            return aws.messages("alerts").stream()
                    .anyMatch(message -> message.body().contains(member.instanceId()));
        });
    }

    static RawConnection attacker() {
        RawConnection attacker = RawConnection.to(program.port());
        ATTACKERS.add(attacker);
        return attacker;
    }

    /** Sends without end, on a thread of its own, and reads nothing. */
    static void flood(String requests) {
        RawConnection attacker = attacker();
        Thread sender = new Thread(() -> attacker.send(requests));
        sender.setDaemon(true);
        sender.start();
    }

    static String firstLine(String answer) {
        return answer.lines().findFirst().orElse("");
    }
}
