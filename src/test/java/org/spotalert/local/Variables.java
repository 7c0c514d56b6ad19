package org.spotalert.local;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Environment variables that the program is started with, by what they are for. */
public final class Variables {

    private Variables() {}

    /** Settings, by the names of their environment variables instead of those of their properties. */
    public static Map<String, String> of(Map<String, String> properties) {
        return properties.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        setting -> setting.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                        Map.Entry::getValue));
    }

    /** The emulated AWS at this endpoint, and the queue {@code spot} in it. */
    public static Map<String, String> aws(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_REGION", AwsWorld.REGION,
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "SPOT_QUEUE", "spot");
    }

    /** The topic that alerts are published to. */
    public static Map<String, String> sns(String topicArn) {
        return Map.of("ENABLE_SNS", "true", "SNS_TOPIC_ARN", topicArn);
    }

    /** A Google Chat space whose webhook is at this port. */
    public static Map<String, String> googleChat(int port) {
        return Map.of(
                "ENABLE_CHAT", "true",
                "GOOGLE_CHAT_WEBHOOK", "http://127.0.0.1:" + port + "/v1/spaces/T/messages?key=k&token=t",
                "WEBHOOK_ALLOWED_HOSTS", "127.0.0.1:" + port);
    }
}
