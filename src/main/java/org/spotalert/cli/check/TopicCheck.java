package org.spotalert.cli.check;

import java.util.List;
import java.util.Map;
import org.spotalert.model.Arn;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** Looks at an SNS topic without publishing to it. */
public final class TopicCheck {

    private final SnsClient sns;
    private final String subject;
    private final Arn topic;

    /**
     * @param subject what the finding is about: the channel
     */
    public TopicCheck(AwsClients clients, String subject, Arn topic) {
        this.sns = clients.sns(topic.region());
        this.subject = subject;
        this.topic = topic;
    }

    /** Whether the topic is there and anybody listens. */
    public List<Finding> look() {
        return List.of(topic(), Finding.notTried("sns:Publish", "would send a message; test-alert does"));
    }

    private Finding topic() {
        try {
            Map<String, String> attributes =
                    sns.getTopicAttributes(call -> call.topicArn(topic.text())).attributes();
            return "0".equals(attributes.get("SubscriptionsConfirmed"))
                    ? Finding.warning(
                            subject,
                            "the topic " + topic.resource() + " has no confirmed subscription: nobody is told",
                            "subscribe somebody, or confirm the subscriptions that are pending")
                    : Finding.ok(
                            subject,
                            "the topic " + topic.resource() + " is there"
                                    + ("true".equals(attributes.get("FifoTopic"))
                                            ? " (FIFO: only queues can subscribe)"
                                            : ""));
        } catch (NotFoundException absent) {
            return Finding.failed(
                    subject,
                    "there is no topic " + topic.text(),
                    "make it, or correct the ARN; its Region and account are part of it");
        } catch (SdkException failure) {
            return RightCheck.refused(failure)
                    ? Finding.notTried(
                            subject, "the program may not read the topic (sns:GetTopicAttributes), which it need not")
                    : Finding.failed(subject, AwsFailure.describe(failure), AwsFailure.remedy(failure));
        }
    }
}
