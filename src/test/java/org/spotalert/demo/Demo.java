package org.spotalert.demo;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.spotalert.demo.Losses.Loss;
import org.spotalert.demo.Receivers.Message;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.platform.management.Login;

/** Shows the program at work: a local AWS, eight channels, one Spot interruption, and a night to look at if wanted. */
public final class Demo {

    private static final Path OUTPUT = Path.of("target", "demo");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final long started = System.nanoTime();

    /** Whether the program goes on, and a night is played. */
    private final boolean keep;

    private final PrintStream out;

    Demo(boolean keep, PrintStream out) {
        this.keep = keep;
        this.out = out;
    }

    /** Runs the demo; with the argument {@code true} until somebody ends it. */
    public static void main(String[] arguments) throws Exception {
        new Demo(arguments.length > 0 && Boolean.parseBoolean(arguments[0]), System.out).run();
    }

    void run() throws Exception {
        Files.createDirectories(OUTPUT);
        say("starting a local AWS (moto), five chats, a mail server and two topics");
        try (MotoServer moto = MotoServer.start();
                AwsWorld aws = new AwsWorld(moto.endpoint());
                Receivers ends = new Receivers(aws);
                Inbox inbox = new Inbox(ends)) {
            Losses losses = new Losses(moto, aws);
            say("making clusters with services, a daemon, a standalone task and a Spot Instance that runs them");
            Loss first = losses.production();
            say("starting the program: java -jar target/spot-interruption-alerts.jar");
            Path log = OUTPUT.resolve("program.log");
            Login login = new Login("admin", UUID.randomUUID().toString());
            try (AppProcess program = AppProcess.start(settings(moto, ends, login), log)) {
                program.awaitReady();
                String text = "EC2 gives notice for " + first.instances().get(0) + " of the cluster production";
                say("ready; " + text + ": EventBridge rule -> SQS");
                inbox.happens(text);
                losses.event(first);
                show(ends);
                if (keep) {
                    invite(inbox, program, login);
                    Night night = new Night(losses, ends, inbox, program, login, this::say);
                    night.play(first);
                    say("one more from time to time; Ctrl+C ends the demo");
                    night.goOn();
                }
                say("to open, what each channel has received: " + inbox.write(OUTPUT));
                int exit = program.terminate();
                say("the program stopped with exit code " + exit + "; its log is " + log);
                if (exit != 0) {
                    throw new IllegalStateException("the program did not stop cleanly:\n" + program.output());
                }
            }
        }
        say("done");
    }

    private Map<String, String> settings(MotoServer moto, Receivers ends, Login login) {
        Map<String, String> settings = new HashMap<>(Variables.aws(moto.endpoint()));
        settings.putAll(ends.settings());
        settings.put("SPOT_QUEUE", Losses.QUEUE);
        settings.put("SPOT_TIMEZONE", ZoneId.systemDefault().getId());
        // A machine that builds something else beside it answers more slowly than AWS.
        settings.put("SPOT_ENRICH_TIMEOUT", "20s");
        if (keep) {
            settings.put("SPOT_MANAGEMENT_PASSWORD", login.password());
            settings.put("CAMEL_MANAGEMENT_HOST", "127.0.0.1");
            settings.put("SPOT_RECOVERY", "true");
        }
        return settings;
    }

    private void invite(Inbox inbox, AppProcess program, Login login) throws Exception {
        String base = "http://127.0.0.1:" + program.port();
        Map<String, String> pages = new LinkedHashMap<>(Map.of("Incident page", base + "/spot/"));
        if (program.get("/hawtio/", login.authorization()).startsWith("200")) {
            pages.put("Routes in Hawtio", base + "/hawtio/");
        }
        pages.forEach(inbox::link);
        say("look at these while a night is played:");
        out.printf("%n  %-17s %s%n", "Messages", inbox.address());
        pages.forEach((name, address) -> out.printf("  %-17s %s%n", name, address));
        out.printf("  Log in as %s with the password %s%n", login.user(), login.password());
    }

    private void show(Receivers ends) {
        long sent = System.nanoTime();
        List<Message> messages = Awaitility.await("an alert on each channel")
                .atMost(TIMEOUT)
                .until(
                        ends::messages,
                        all -> all.stream().map(Message::channel).distinct().count()
                                == Receivers.channels().size());
        say("%d alerts arrived within %.1f s of the event"
                .formatted(messages.size(), (System.nanoTime() - sent) / 1e9));
        for (String channel : List.of("sns", "google-chat", "email")) {
            messages.stream()
                    .filter(message -> message.channel().equals(channel))
                    .forEach(message -> out.printf(
                            "%n----- %s%n%s%n", channel, message.text().strip()));
        }
    }

    private void say(String text) {
        out.printf("%n[%5.1f s] %s%n", (System.nanoTime() - started) / 1e9, text);
    }
}
