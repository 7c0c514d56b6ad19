package org.spotalert.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventRule;
import org.spotalert.pipeline.intake.EventRulePattern;
import org.spotalert.platform.aws.sqs.QueueAddress;
import org.spotalert.platform.aws.sqs.QueueLocation;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What docs/setup-by-hand.md has its reader make by hand is what the program would make. */
class SetupDocumentTest {

    private static final Pattern JSON_BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final String QUEUE = "arn:aws:sqs:eu-west-1:111122223333:spot-interruptions";
    private static final String RULE = "arn:aws:events:eu-west-1:111122223333:rule/spot-interruption-alerts";

    private final ObjectReader json = new ObjectMapper().reader();

    private List<JsonNode> blocks() throws IOException {
        List<JsonNode> blocks = new ArrayList<>();
        for (MatchResult block : JSON_BLOCK
                .matcher(Files.readString(Path.of("docs/setup-by-hand.md")))
                .results()
                .toList()) {
            blocks.add(json.readTree(block.group(1)));
        }
        return blocks;
    }

    @Test
    void patternIsThatOfTheProgram() throws IOException {
        assertThat(blocks()).contains(json.readTree(EventRulePattern.of(InterruptionKind.DEFAULTS)));
    }

    @Test
    void queuePolicyIsThatOfTheProgram() throws IOException {
        assertThat(blocks()).contains(json.readTree(policy()));
    }

    private static String policy() throws JsonProcessingException {
        try (SqsClient unused = SqsClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build()) {
            QueueLocation queue = new QueueLocation(unused, QueueAddress.parse(QUEUE));
            return new EventRule(unused, "spot-interruption-alerts", "", queue).policy(null, QUEUE, RULE);
        }
    }
}
