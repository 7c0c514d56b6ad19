package org.spotalert.deploy;

import java.net.URI;
import java.util.HashMap;
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
    Map<String, String> of(String taskDefinitionArn) {
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

    private String value(String arn) {
        if (arn.contains(":secretsmanager:")) {
            try (SecretsManagerClient secrets = client(SecretsManagerClient.builder())) {
                return secrets.getSecretValue(request -> request.secretId(arn)).secretString();
            }
        }
        String name = arn.substring(arn.indexOf(":parameter/") + ":parameter".length());
        try (SsmClient ssm = client(SsmClient.builder())) {
            return ssm.getParameter(request -> request.name(name).withDecryption(true))
                    .parameter()
                    .value();
        }
    }
}
