package org.spotalert.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.spotalert.cli.check.Finding.Result;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;
import org.spotalert.pipeline.store.DynamoStores;
import org.spotalert.pipeline.store.Lease;
import org.spotalert.pipeline.store.dynamodb.DynamoStore;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The rows about the table of DynamoDB. */
class TableCheckIT {

    private static final MotoServer MOTO = MotoServer.start();
    private static AwsClients clients;
    private static DynamoDbClient dynamoDb;

    private final String table = "spot-" + UUID.randomUUID();

    @BeforeAll
    static void connect() {
        DynamoStores.use(MOTO.endpoint());
        clients = new AwsClients(new AwsSettings(AwsWorld.REGION, null));
        dynamoDb = clients.dynamoDb(new DynamoStores.LongTimeouts());
    }

    @AfterEach
    void mend() {
        MOTO.clearFaults();
    }

    @AfterAll
    static void tearDown() {
        clients.close();
        MOTO.close();
    }

    private List<Finding> check(boolean provisioned) {
        return new TableCheck(dynamoDb, table, provisioned).run();
    }

    private void makeTable() {
        try (DynamoStore store = DynamoStores.store(table, true, Lease.ofThisProcess(Duration.ofSeconds(15)))) {
            store.open();
        }
    }

    @Test
    void aTableThatTheProgramHasMadeIsGood() {
        makeTable();

        assertThat(check(false)).extracting(Finding::result).containsOnly(Result.OK);
        assertThat(dynamoDb.scan(call -> call.tableName(table)).items()).isEmpty();
    }

    @Test
    void missingTableIsNamedUnlessTheStartMakesIt() {
        assertThat(check(false)).singleElement().satisfies(finding -> {
            assertThat(finding.text()).contains("there is no table " + table);
            assertThat(finding.remedy()).contains("SPOT_PROVISION=true");
        });
        assertThat(check(true)).extracting(Finding::result).containsExactly(Result.OK);
    }

    @Test
    void tableThatForgetsNothingIsAWarning() {
        makeTable();
        dynamoDb.updateTimeToLive(call -> call.tableName(table)
                .timeToLiveSpecification(time -> time.enabled(false).attributeName("expires")));

        assertThat(check(false))
                .filteredOn(finding -> finding.result() == Result.WARNING)
                .singleElement()
                .extracting(Finding::remedy)
                .asString()
                .contains("update-time-to-live --table-name " + table);
    }

    @Test
    void missingRightIsNamed() {
        makeTable();
        MOTO.fail("UpdateItem", "AccessDeniedException", 400, 1);

        assertThat(check(false))
                .filteredOn(finding -> finding.result() == Result.FAILED)
                .singleElement()
                .extracting(Finding::remedy)
                .isEqualTo("allow dynamodb:UpdateItem to the program's role or user");
    }

    @Test
    void theDocsNameEveryRightThatIsTried() throws Exception {
        makeTable();
        String permissions = Files.readString(Path.of("docs/permissions.md"));
        String setup = Files.readString(Path.of("docs/setup-by-hand.md"));

        assertThat(check(false))
                .map(Finding::subject)
                .filteredOn(subject -> subject.startsWith("dynamodb:"))
                .hasSizeGreaterThan(6)
                .map(subject -> subject.replaceFirst(" .*", ""))
                .allSatisfy(right -> {
                    assertThat(permissions).contains("`" + right + "`");
                    assertThat(setup).contains("\"" + right + "\"");
                });
    }
}
