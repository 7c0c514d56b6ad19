package org.spotalert.deploy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/**
 * A stack that CloudFormation has made of a template.
 *
 * @param outputs by their keys
 * @param resources the names that it has given, by those of the template
 */
record Stack(Map<String, String> outputs, Map<String, String> resources) {

    static final Path CENTRAL = Path.of("deploy/cloudformation.yaml");
    static final Path MEMBER = Path.of("deploy/member.yaml");

    /** The parameters that have no default. */
    static final Map<String, String> REQUIRED = Map.of(
            "Image", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/spot-interruption-alerts:1",
            "Cluster", "tools",
            "Subnets", "subnet-0a1b2c3d,subnet-4e5f6071",
            "AlarmEmail", "ops@example.com");

    String output(String key) {
        return Objects.requireNonNull(outputs.get(key), key);
    }

    /** What the central stack says for those of other accounts and Regions. */
    Map<String, String> forMembers() {
        return outputs.entrySet().stream()
                .filter(output -> List.of("QueueArn", "DeadLettersArn", "MemberBusArn", "TaskRoleArn")
                        .contains(output.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Makes a stack in the account of these credentials. */
    static Stack create(
            URI aws,
            String region,
            AwsCredentialsProvider credentials,
            String name,
            Path template,
            Map<String, String> parameters)
            throws IOException {
        String body = Files.readString(template);
        try (CloudFormationClient client = CloudFormationClient.builder()
                .endpointOverride(aws)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .build()) {
            client.createStack(request -> request.stackName(name)
                    .templateBody(body)
                    .capabilities(Capability.CAPABILITY_NAMED_IAM)
                    .parameters(parameters.entrySet().stream()
                            .map(parameter -> Parameter.builder()
                                    .parameterKey(parameter.getKey())
                                    .parameterValue(parameter.getValue())
                                    .build())
                            .toList()));
            Map<String, String> outputs =
                    client.describeStacks(request -> request.stackName(name)).stacks().get(0).outputs().stream()
                            .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
            Map<String, String> resources =
                    client.describeStackResources(request -> request.stackName(name)).stackResources().stream()
                            .filter(resource -> resource.logicalResourceId() != null)
                            .collect(Collectors.toMap(
                                    StackResource::logicalResourceId, StackResource::physicalResourceId));
            return new Stack(outputs, resources);
        }
    }
}
