package org.spotalert.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.spotalert.bench.aws.AwsProxy;
import org.spotalert.bench.aws.AwsProxy.Outage;
import org.spotalert.bench.aws.CallCounts;
import org.spotalert.bench.aws.World;
import org.spotalert.bench.receiver.Channel;
import org.spotalert.bench.receiver.ChatReceiver;
import org.spotalert.bench.receiver.MailReceiver;
import org.spotalert.bench.receiver.Receipts;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;

/** Everything around the programs: AWS, the queue, and the receivers of three channels. */
public final class Stage implements AutoCloseable {

    private static final Path LOGS = Path.of("target", "bench");
    /** 1,100 calls at 2 a second, for 52,500 tasks. */
    private static final Duration FLEET_READ = Duration.ofMinutes(15);

    private static final Duration START = Duration.ofMinutes(2);

    private final Options options;
    private final MotoServer moto = MotoServer.start();
    private final EventQueue queue = new EventQueue();
    private final ChatReceiver chat;
    private final MailReceiver mail;
    private final AwsProxy aws;
    private volatile Receipts receipts = new Receipts();

    /** Starts all servers. */
    public Stage(Options options) {
        this.options = options;
        this.chat = new ChatReceiver(options.latency(), text -> receive(Channel.GOOGLE_CHAT, text));
        this.mail = new MailReceiver(text -> receive(Channel.EMAIL, text));
        this.aws = new AwsProxy(
                queue.endpoint(),
                moto.endpoint(),
                options.latency(),
                options.quotas(),
                text -> receive(Channel.SNS, text));
    }

    private void receive(Channel channel, String text) {
        long now = System.nanoTime();
        receipts.add(channel, text, now);
    }

    /** Sets the stage for a program: this world, an empty queue, nothing received yet. */
    public void furnish(World world) {
        queue.begin();
        begin(world);
    }

    /** Begins a measurement: full buckets, no calls, nothing received yet. */
    public void begin(World world) {
        chat.begin();
        aws.begin(world);
        receipts = new Receipts();
    }

    /** Lets EC2 and ECS fail until the next measurement begins. */
    void fail(Outage how) {
        aws.fail(how);
    }

    /** Starts the contender on the JDK that runs the benchmark, and waits until it looks at the queue. */
    public MeasuredProcess start(Contender contender, String log) {
        int before = looks();
        MeasuredProcess process = launch(contender, Path.of(System.getProperty("java.home")), log);
        await(contender.title(), START, () -> {
            process.checkAlive();
            return looks() > before;
        });
        return process;
    }

    /** Starts the contender on this JDK. */
    MeasuredProcess launch(Contender contender, Path javaHome, String log) {
        return MeasuredProcess.start(contender, javaHome, options.flags(), environment(), LOGS.resolve(log + ".log"));
    }

    /** How often the queue was looked at since the measurement began. */
    int looks() {
        return aws.calls().others().getOrDefault("ReceiveMessage", 0);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.ofEntries(
                Map.entry("AWS_ENDPOINT_URL", aws.endpoint().toString()),
                Map.entry("AWS_REGION", AwsWorld.REGION),
                Map.entry("AWS_ACCESS_KEY_ID", "bench"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "bench"),
                Map.entry("SPOT_QUEUE", queue.name()),
                // What is measured is the way to the alert; the looks after it would be counted with it.
                Map.entry("SPOT_RECOVERY", "false"),
                Map.entry("ENABLE_SNS", "true"),
                Map.entry("SNS_TOPIC_ARN", "arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":alerts"),
                Map.entry("ENABLE_CHAT", "true"),
                Map.entry("GOOGLE_CHAT_WEBHOOK", chat.webhook()),
                Map.entry("WEBHOOK_ALLOWED_HOSTS", chat.host()),
                Map.entry("ENABLE_EMAIL", "true"),
                Map.entry("SMTP_HOST", "127.0.0.1"),
                Map.entry("SMTP_PORT", String.valueOf(mail.port())),
                Map.entry("SMTP_TLS", "none"),
                Map.entry("EMAIL_FROM", "spot@example.org"),
                Map.entry("EMAIL_TO", MailReceiver.ADDRESS)));
        environment.putAll(options.environment());
        return environment;
    }

    EventQueue queue() {
        return queue;
    }

    /** What was received since the measurement began. */
    public Receipts receipts() {
        return receipts;
    }

    /** The calls since the measurement began. */
    public CallCounts.Snapshot calls() {
        return aws.calls();
    }

    /** How many chat messages were refused since the measurement began. */
    public int chatRefused() {
        return chat.refused();
    }

    /** Waits until the program knows the whole world, unless a setting says not to. */
    void awaitFleet(Contender contender, MeasuredProcess process, World world) {
        if (contender == Contender.PROGRAM
                && !"false".equals(options.environment().get("SPOT_FLEET"))) {
            await(
                    "the fleet snapshot",
                    FLEET_READ,
                    () -> process.metric("spot_fleet_tasks") >= world.instances() * world.tasksPerInstance());
        }
    }

    /** Waits until the program has read the whole world anew. */
    void awaitNextRound(MeasuredProcess process) {
        long begun = System.nanoTime();
        await(
                "the next round",
                FLEET_READ,
                () -> process.metric("spot_fleet_age_seconds") < (System.nanoTime() - begun) / 1e9);
    }

    /** Waits until the condition holds. */
    static void await(String what, Duration atMost, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    @Override
    public void close() {
        aws.close();
        mail.close();
        chat.close();
        queue.close();
        moto.close();
    }
}
