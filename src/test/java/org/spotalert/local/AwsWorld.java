package org.spotalert.local;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Fills the local AWS with what a team would have: a queue, a topic, clusters, Spot Instances and their tasks. */
@SuppressWarnings("unchecked") // the SDK takes any number of functions on its generic builders
public final class AwsWorld implements AutoCloseable {

    /** The region of everything in it, unless another one is given. */
    public static final String REGION = "eu-west-1";
    /** The account of everything in it. */
    public static final String ACCOUNT = "123456789012";

    /** A Linux image that there is in every Region. */
    private static final String IMAGE = "ubuntu/images/hvm-ssd/ubuntu-trusty-14.04-amd64-server-20170727";

    /** The most messages that SendMessageBatch takes. */
    private static final int AT_ONCE = 10;

    private final URI endpoint;
    private final String region;
    private final AwsCredentialsProvider credentials;
    private final Ec2Client ec2;
    private final EcsClient ecs;
    private final SqsClient sqs;
    private final SnsClient sns;
    private final EventBridgeClient events;
    private final Map<String, String> queueUrls = new ConcurrentHashMap<>();

    /** A Spot Instance that is a container instance of a cluster. */
    public record Member(String cluster, String instanceId, String containerInstanceArn) {}

    public AwsWorld(URI endpoint) {
        this(endpoint, REGION);
    }

    /** An AWS in another region. */
    public AwsWorld(URI endpoint, String region) {
        this(endpoint, region, StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    /** An AWS in the account of these credentials. */
    public AwsWorld(URI endpoint, String region, AwsCredentialsProvider credentials) {
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
        ec2 = client(Ec2Client.builder()).build();
        ecs = client(EcsClient.builder()).build();
        sqs = client(SqsClient.builder()).build();
        sns = client(SnsClient.builder()).build();
        events = client(EventBridgeClient.builder()).build();
        ecs.registerTaskDefinition(request -> request.family("web")
                .containerDefinitions(
                        container -> container.name("app").image("web").memory(64)));
    }

    private <B extends AwsClientBuilder<B, ?>> B client(B builder) {
        return builder.endpointOverride(endpoint).region(Region.of(region)).credentialsProvider(credentials);
    }

    /** The same Region of another account, by a role there. */
    public AwsWorld in(String account) {
        try (StsClient sts = sts()) {
            Credentials role = sts.assumeRole(request -> request.roleArn("arn:aws:iam::" + account + ":role/admin")
                            .roleSessionName("test"))
                    .credentials();
            return new AwsWorld(
                    endpoint,
                    region,
                    StaticCredentialsProvider.create(AwsSessionCredentials.create(
                            role.accessKeyId(), role.secretAccessKey(), role.sessionToken())));
        }
    }

    /** A new client of STS, to be closed. */
    public StsClient sts() {
        return client(StsClient.builder()).build();
    }

    /** A parameter of Parameter Store, encrypted. */
    public void parameter(String name, String value) {
        try (SsmClient ssm = client(SsmClient.builder()).build()) {
            ssm.putParameter(request -> request.name(name)
                    .value(value)
                    .type(ParameterType.SECURE_STRING)
                    .overwrite(true));
        }
    }

    /** A secret of Secrets Manager, or a new value for it. */
    public void secret(String name, String value) {
        try (SecretsManagerClient secrets =
                client(SecretsManagerClient.builder()).build()) {
            try {
                secrets.putSecretValue(request -> request.secretId(name).secretString(value));
            } catch (ResourceNotFoundException isNew) {
                secrets.createSecret(request -> request.name(name).secretString(value));
            }
        }
    }

    /** A queue with a dead-letter queue behind it, as {@code name} and {@code name-dead}. */
    public void queue(String name, int maxReceiveCount) {
        plainQueue(name + "-dead");
        sqs.createQueue(request -> request.queueName(name)
                .attributes(Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
                                .formatted(queueArn(name + "-dead"), maxReceiveCount))));
    }

    /** A queue without a dead-letter queue. */
    public void plainQueue(String name) {
        queue(name, Map.of());
    }

    /** A queue with these attributes. */
    public void queue(String name, Map<QueueAttributeName, String> attributes) {
        sqs.createQueue(request -> request.queueName(name).attributes(attributes));
    }

    /** Changes attributes of a queue. */
    public void attributes(String name, Map<QueueAttributeName, String> attributes) {
        sqs.setQueueAttributes(request -> request.queueUrl(url(name)).attributes(attributes));
    }

    /** Deletes the queue and every message on it. */
    public void deleteQueue(String name) {
        sqs.deleteQueue(request -> request.queueUrl(url(name)));
    }

    /** The access policy of a queue that this rule fills. */
    public static String policy(String queue, String rule) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},
                "Action":"sqs:SendMessage","Resource":"%s","Condition":{"ArnEquals":{"aws:SourceArn":
                "arn:aws:events:%s:%s:rule/%s"}}}]}""".formatted(queueArn(queue), REGION, ACCOUNT, rule);
    }

    public static String queueArn(String name) {
        return "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + name;
    }

    /** The ARN of a new topic whose messages can be read with {@link #messages} from the queue of the same name. */
    public String topic(String name) {
        String arn = sns.createTopic(request -> request.name(name)).topicArn();
        plainQueue(name);
        sns.subscribe(request -> request.topicArn(arn).protocol("sqs").endpoint(queueArn(name)));
        return arn;
    }

    /** A queue that gets of the topic what the filter policy lets through. */
    public void subscribe(String topicArn, String queue, String filterPolicy) {
        sqs.createQueue(request -> request.queueName(queue));
        sns.subscribe(request -> request.topicArn(topicArn)
                .protocol("sqs")
                .endpoint(queueArn(queue))
                .attributes(Map.of("FilterPolicy", filterPolicy)));
    }

    /** Lets EventBridge put EC2's events on the queue. */
    public void rule(String name, String queue) {
        rule(name, queue, "{\"source\":[\"aws.ec2\"]}");
    }

    /** Lets EventBridge put events of this pattern on the queue. */
    public void rule(String name, String queue, String pattern) {
        events.putRule(request -> request.name(name).eventPattern(pattern));
        events.putTargets(request -> request.rule(name)
                .targets(Target.builder().id("queue").arn(queueArn(queue)).build()));
    }

    /** Lets a rule that was disabled work again. */
    public void enableRule(String name) {
        events.enableRule(request -> request.name(name));
    }

    public void disableRule(String name) {
        events.disableRule(request -> request.name(name));
    }

    /** Whether a rule has this queue as its target. */
    public boolean feeds(String queue) {
        return !events.listRuleNamesByTarget(request -> request.targetArn(queueArn(queue)))
                .ruleNames()
                .isEmpty();
    }

    /** Takes the rule's queue from it. */
    public void removeTarget(String rule) {
        events.removeTargets(request -> request.rule(rule).ids("queue"));
    }

    /** Gives EventBridge an event of EC2. */
    public void putEvent(String detailType, String instanceId, String detail) {
        events.putEvents(request -> request.entries(entry -> entry.source("aws.ec2")
                .detailType(detailType)
                .resources("arn:aws:ec2:" + REGION + "b:instance/" + instanceId)
                .detail(detail)));
    }

    public void cluster(String name) {
        ecs.createCluster(request -> request.clusterName(name));
    }

    /** New Spot Instances that belong to no cluster. */
    public List<String> instances(int count, Map<String, String> tags) {
        // Asked for by name: the list of all images is long.
        String image = ec2.describeImages(
                        request -> request.filters(filter -> filter.name("name").values(IMAGE)))
                .images()
                .get(0)
                .imageId();
        return ec2
                .runInstances(request -> request.imageId(image)
                        .minCount(count)
                        .maxCount(count)
                        .instanceType("m5.large")
                        .placement(placement -> placement.availabilityZone(region + "b"))
                        .instanceMarketOptions(market -> market.marketType(MarketType.SPOT))
                        .tagSpecifications(specification -> specification
                                .resourceType(ResourceType.INSTANCE)
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList())))
                .instances()
                .stream()
                .map(Instance::instanceId)
                .toList();
    }

    /** New Spot Instances in a cluster. */
    public List<Member> members(String cluster, int count) {
        return instances(count, Map.of("Name", cluster + "-node")).stream()
                .map(id -> register(cluster, id))
                .toList();
    }

    private Member register(String cluster, String instanceId) {
        String arn = ecs.registerContainerInstance(request ->
                        request.cluster(cluster).instanceIdentityDocument("{\"instanceId\":\"" + instanceId + "\"}"))
                .containerInstance()
                .containerInstanceArn();
        return new Member(cluster, instanceId, arn);
    }

    /** Registers the instance once more: a new record beside the one that is there. */
    public Member registerAgain(Member member, String cluster) {
        return register(cluster, member.instanceId());
    }

    /** Takes an instance out of its cluster and into another one. */
    public Member move(Member member, String cluster) {
        deregister(member);
        return register(cluster, member.instanceId());
    }

    /** Lets its cluster forget the instance. */
    public void deregister(Member member) {
        ecs.deregisterContainerInstance(request -> request.cluster(member.cluster())
                .containerInstance(member.containerInstanceArn())
                .force(true));
    }

    public void terminate(String instanceId) {
        ec2.terminateInstances(request -> request.instanceIds(instanceId));
    }

    public void drain(Member member) {
        ecs.updateContainerInstancesState(request -> request.cluster(member.cluster())
                .containerInstances(member.containerInstanceArn())
                .status(ContainerInstanceStatus.DRAINING));
    }

    /** What the cluster says of the instance, for example {@code ACTIVE}. */
    public String status(Member member) {
        return ecs.describeContainerInstances(
                        request -> request.cluster(member.cluster()).containerInstances(member.containerInstanceArn()))
                .containerInstances()
                .get(0)
                .status();
    }

    /** Takes everything off the queue. */
    public void purge(String queue) {
        sqs.purgeQueue(request -> request.queueUrl(url(queue)));
    }

    /** A service that runs as many tasks as it wants, behind a target group that is not there. */
    public void service(String cluster, String name, int desired) {
        service(
                cluster,
                name,
                desired,
                "arn:aws:elasticloadbalancing:" + REGION + ":" + ACCOUNT + ":targetgroup/" + name + "/1");
    }

    /** A service that runs as many tasks as it wants, behind this target group. */
    public void service(String cluster, String name, int desired, String targetGroup) {
        ecs.createService(request -> request.cluster(cluster)
                .serviceName(name)
                .taskDefinition("web")
                .desiredCount(desired)
                .loadBalancers(balancer -> balancer.targetGroupArn(targetGroup)
                        .containerName("app")
                        .containerPort(80)));
        ecs.updateService(request -> request.cluster(cluster).service(name).desiredCount(desired));
    }

    /** A target group that lets go of a target after so many seconds; returns its ARN. boto3 makes it, as any client of AWS would. */
    public String targetGroup(String name, int seconds) throws IOException {
        Process made = new ProcessBuilder(
                        Python.withMoto(),
                        "src/test/resources/moto/target_group.py",
                        endpoint.toString(),
                        REGION,
                        name,
                        String.valueOf(seconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** Gives a service one more tag. */
    public void tagService(String cluster, String name, String key, String value) {
        String arn = ecs.describeServices(request -> request.cluster(cluster).services(name))
                .services()
                .get(0)
                .serviceArn();
        ecs.tagResource(
                request -> request.resourceArn(arn).tags(tag -> tag.key(key).value(value)));
    }

    public void daemon(String cluster, String name) {
        ecs.createService(request -> request.cluster(cluster)
                .serviceName(name)
                .taskDefinition("web")
                .schedulingStrategy(SchedulingStrategy.DAEMON));
    }

    /** Tasks on an instance; the group is {@code service:NAME} for a service's tasks. */
    public List<String> tasks(Member member, String group, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> ecs.startTask(request -> request.cluster(member.cluster())
                                .containerInstances(member.containerInstanceArn())
                                .taskDefinition("web")
                                .group(group))
                        .tasks()
                        .get(0)
                        .taskArn())
                .toList();
    }

    /** Stops a task, as if it had happened some seconds ago. */
    public void stop(Member member, String taskArn, int secondsAgo) {
        ecs.stopTask(
                request -> request.cluster(member.cluster()).task(taskArn).reason("stopped " + secondsAgo + " s ago"));
    }

    /** Sends a message and returns its id. */
    public String send(String queue, String body) {
        return send(queue, body, Map.of());
    }

    /** Sends a message with these message attributes and returns its id. */
    public String send(String queue, String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values = new HashMap<>();
        attributes.forEach((name, value) -> values.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        return sqs.sendMessage(request ->
                        request.queueUrl(url(queue)).messageBody(body).messageAttributes(values))
                .messageId();
    }

    /** A queue with nothing behind it. */
    public void loneQueue(String name) {
        sqs.createQueue(request -> request.queueName(name));
    }

    /** Sends many messages, ten at a time by several threads, in no certain order. */
    public void sendAll(String queue, List<String> bodies) {
        String url = url(queue);
        IntStream.rangeClosed(0, (bodies.size() - 1) / AT_ONCE).parallel().forEach(batch -> {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (String body : bodies.subList(batch * AT_ONCE, Math.min(bodies.size(), (batch + 1) * AT_ONCE))) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id(String.valueOf(entries.size()))
                        .messageBody(body)
                        .build());
            }
            if (!sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
                    .failed()
                    .isEmpty()) {
                throw new IllegalStateException("SQS has refused messages of a batch");
            }
        });
    }

    /** Takes the messages from a queue. */
    public List<Message> messages(String queue) {
        List<Message> messages = sqs.receiveMessage(request ->
                        request.queueUrl(url(queue)).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
        messages.forEach(message ->
                sqs.deleteMessage(request -> request.queueUrl(url(queue)).receiptHandle(message.receiptHandle())));
        return messages;
    }

    /** How many messages are on the queue, hidden ones included. */
    public int depth(String queue) {
        return messages(
                queue,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    /** How many messages of the queue were received by somebody and are hidden from the others. */
    public int hidden(String queue) {
        return messages(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    private int messages(String queue, QueueAttributeName... counts) {
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(
                        request -> request.queueUrl(url(queue)).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return Stream.of(counts)
                .map(attributes::get)
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private String url(String queue) {
        return queueUrls.computeIfAbsent(
                queue,
                name -> sqs.getQueueUrl(request -> request.queueName(name)).queueUrl());
    }

    @Override
    public void close() {
        List.of(ec2, ecs, sqs, sns, events).forEach(client -> client.close());
    }
}
