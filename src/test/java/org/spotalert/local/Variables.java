package org.spotalert.local;

import java.net.URI;
import java.util.Map;

/** Environment variables that the program is started with, by what they are for. */
public final class Variables {

    private Variables() {}

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
