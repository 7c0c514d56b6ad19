package org.spotalert.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spotalert.local.AwsWorld;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The environment that ECS gives a container: the variables of its task definition, and its secrets from where they live. */
final class TaskEnvironment {

    private final URI aws;
    private final AwsCredentialsProvider credentials;

    TaskEnvironment(URI aws, AwsCredentialsProvider credentials) {
        this.aws = aws;
        this.credentials = credentials;
    }

    private <C, B extends AwsClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(aws)
                .region(Region.of(AwsWorld.REGION))
                .credentialsProvider(credentials)
                .build();
    }

    /** Of the only container of a task definition. */
    Map<String, String> of(String taskDefinitionArn) throws JsonProcessingException {
        Map<String, String> environment = new HashMap<>();
        for (KeyValuePair variable : container(taskDefinitionArn).environment()) {
            environment.put(variable.name(), variable.value());
        }
        for (Secret secret : container(taskDefinitionArn).secrets()) {
            environment.put(secret.name(), value(secret.valueFrom()));
        }
        return environment;
    }

    ContainerDefinition container(String taskDefinitionArn) {
        try (EcsClient ecs = client(EcsClient.builder())) {
            return ecs.describeTaskDefinition(request -> request.taskDefinition(taskDefinitionArn))
                    .taskDefinition()
                    .containerDefinitions()
                    .get(0);
        }
    }

    /** The ARN of a parameter; or that of a secret, which seven parts name, and the member of its JSON. */
    private String value(String valueFrom) throws JsonProcessingException {
        String[] parts = valueFrom.split(":", -1);
        if (parts[2].equals("ssm")) {
            String name = parts[5].substring("parameter".length());
            try (SsmClient ssm = client(SsmClient.builder())) {
                return ssm.getParameter(request -> request.name(name).withDecryption(true))
                        .parameter()
                        .value();
            }
        }
        String arn = String.join(":", List.of(parts).subList(0, 7));
        try (SecretsManagerClient secrets = client(SecretsManagerClient.builder())) {
            String text =
                    secrets.getSecretValue(request -> request.secretId(arn)).secretString();
            return parts.length == 7
                    ? text
                    : new ObjectMapper().readTree(text).path(parts[7]).textValue();
        }
    }
}
