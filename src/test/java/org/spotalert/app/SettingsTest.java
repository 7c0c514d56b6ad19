package org.spotalert.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.model.Cluster;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.NamePattern;
import org.spotalert.pipeline.decide.SuppressionSettings;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.platform.aws.AssumedRole;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.management.Login;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.store.StoreSettings;

class SettingsTest extends ReadSettings {

    @Test
    void defaultsAreGood() {
        Settings settings = read();

        assertThat(settings.part(IntakeSettings::read).batch())
                .isEqualTo(new IntakeSettings.Batch(Duration.ofSeconds(1), Duration.ofSeconds(10), 1000));
        assertThat(settings.part(LookupSettings::read).timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.part(LookupSettings::read).quotaShare()).isEqualTo(50);
        assertThat(settings.part(LookupSettings::read).clusters()).isEmpty();
    }

    @Test
    void clustersAreNamesOrArns() {
        properties.put("spot.clusters", "blue, arn:aws:ecs:eu-west-1:123456789012:cluster/green");

        assertThat(read().part(LookupSettings::read).clusters())
                .extracting(Cluster::name)
                .containsExactly("blue", "green");
    }

    @Test
    void tableNeedsNoLogin() {
        properties.put("spot.store.url", "dynamodb:spot");
        assertThat(read().part(StoreSettings::read).table())
                .isEqualTo(new StoreSettings.Table("spot", false, new AwsSettings("eu-west-1", null)));

        properties.put("spot.store.username", "spot");
        assertThat(problems())
                .containsExactly("SPOT_STORE_USERNAME (spot.store.username): is for a database; DynamoDB takes the"
                        + " program's AWS credentials, so leave it out");
    }

    @Test
    void whatTwoPartsReadIsRefusedOnce() {
        properties.put("spot.store.url", "dynamodb:spot");
        properties.put("spot.provision", "perhaps");
        properties.put("spot.assume-role-arn", "nobody");

        assertThat(problems()).hasSize(2);
    }

    @Test
    void roleMayBeOneForEachAccount() {
        properties.put("spot.assume-role-arn", "arn:aws:iam::{account}:role/spot-reader");

        assertThat(read().part(AwsSettings::read).role())
                .isEqualTo(new AssumedRole("arn:aws:iam::{account}:role/spot-reader", null, Set.of()));
    }

    @Test
    void roleMayAskForAnExternalIdAndBeOfSomeAccountsOnly() {
        properties.put("spot.assume-role-arn", "arn:aws:iam::{account}:role/spot-reader");
        properties.put("spot.assume-role-external-id", "team/42");
        properties.put("spot.accounts", "111122223333, 444455556666");

        assertThat(read().part(AwsSettings::read).role())
                .isEqualTo(new AssumedRole(
                        "arn:aws:iam::{account}:role/spot-reader", "team/42", Set.of("111122223333", "444455556666")));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        properties.putAll(Map.of(
                "spot.queue", "",
                "spot.batch.interval", "soon",
                "spot.channel.sns.enabled", "true",
                "spot.channel.google-chat.enabled", "yes",
                "spot.channel.email.enabled", "true",
                "spot.channel.email.port", "0",
                "spot.channel.email.tls", "ssl",
                "spot.channel.email.from", "nobody"));

        assertThat(problems())
                .anyMatch(line -> line.startsWith("SPOT_QUEUE (spot.queue): is missing"))
                .anyMatch(line ->
                        line.startsWith("SPOT_BATCH_INTERVAL (spot.batch.interval): \"soon\" is not a length of time"))
                .anyMatch(line -> line.startsWith("SNS_TOPIC_ARN (spot.channel.sns.topic-arn): is missing"))
                .anyMatch(line -> line.startsWith("ENABLE_CHAT (spot.channel.google-chat.enabled): \"yes\" is neither"))
                .anyMatch(line -> line.startsWith("SMTP_HOST (spot.channel.email.host): is missing"))
                .anyMatch(line -> line.startsWith("SMTP_PORT (spot.channel.email.port): \"0\" is not"))
                .anyMatch(line -> line.startsWith("SMTP_TLS (spot.channel.email.tls): \"ssl\" is none of"))
                .anyMatch(line -> line.startsWith("EMAIL_FROM (spot.channel.email.from): \"nobody\""))
                .anyMatch(line -> line.startsWith("EMAIL_TO (spot.channel.email.to): is missing"))
                .hasSize(9)
                .noneMatch(line -> line.contains("\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "spot.assume-role-arn,arn:aws:iam::123:role/x",
        "spot.assume-role-external-id,two words",
        "spot.accounts,1234",
        "spot.clusters,no spaces",
        "spot.queue,https://example.org/",
        "spot.queue,arn:aws:sns:eu-west-1:123456789012:topic",
        "spot.queue.wait-time,21",
        "spot.batch.max-in-flight,-1",
        "spot.enrich.timeout,1h",
        "spot.enrich.quota-share,50",
        "spot.enrich.quota-share,0%",
        "spot.enrich.quota-share,101%",
        "spot.templates,no-such-directory",
        "spot.timezone,Berlin",
        "spot.events,interruption",
        "spot.recovery.interval,16m",
        "spot.recovery.timeout,13h",
        "spot.recovery.details,0s",
        "spot.provision,perhaps",
        "spot.provision,TRUE",
        "spot.queue.visibility-timeout,1",
        "spot.batch.interval,10m",
        "spot.batch.interval,61s",
        "spot.enrich.timeout,61s",
        "spot.store.retention,59m",
        "spot.store.retention,999999999h",
        "spot.store.lease,1s",
        "spot.store.lease,61s",
        "spot.history.retention,59m",
        "spot.store.url,jdbc:h2:",
        "spot.store.url,dynamodb:",
        "spot.store.url,dynamodb:no",
        "spot.store.url,dynamodb:a/b",
        "spot.store.url,'jdbc:h2:file:;USER=x'",
        "spot.store.url,jdbc:postgresql:",
        "spot.store.url,jdbc:h2:store",
        "spot.store.url,jdbc:h2:file:data/store",
        "spot.routes,no-such-directory",
        "spot.routes,pom.xml",
        "spot.timezone,UTC+99",
        "spot.maintenance-windows,Mon-Fri 22:00-06:00 Europe/Berln",
        "spot.maintenance-windows,Mon-Fri 25:00-06:00",
        "spot.management.password,0123456789 abcdef",
        "spot.management.password,short",
        "spot.management.user,a:b",
        "camel.management.host,'10.0.0.1, 10.0.0.2'",
        "spot.webhook.allowed-hosts,https://hooks.example.com/",
        "spot.webhook.allowed-hosts,'a.example.com,b.example.com:port'",
        "spot.log.format,xml",
        "spot.log.level,LOUD",
        "spot.metrics.emf,yes",
        "spot.metrics.emf,true",
        "camel.management.port,abc",
        "camel.management.port,99999",
        "camel.main.shutdown-timeout,soon"
    })
    void wrongValueIsNamed(String property, String value) {
        properties.put(property, value);

        assertThat(problems()).singleElement().asString().contains("(" + property + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "spot.batch.interval,0s",
        "spot.batch.interval,1m",
        "spot.queue.visibility-timeout,2",
        "spot.store.retention,1h",
        "spot.store.url,jdbc:h2:file:./data/store",
        "spot.store.url,jdbc:h2:file:.\\data\\store",
        "spot.store.url,jdbc:h2:~/store",
        "spot.store.url,jdbc:h2:C:/store",
        "spot.store.url,jdbc:h2:file:/var/lib/store",
        "spot.store.url,jdbc:h2:tcp://localhost/store",
        "spot.store.url,dynamodb:spot-alerts_1.x",
        "spot.store.url,jdbc:postgresql:store",
        "spot.webhook.allowed-hosts,'a.example.com, [::1], 127.0.0.1:8443, [2001:db8::1]:8443'",
        "spot.log.format,JSON",
        "spot.log.level,Debug"
    })
    void valueAtTheLimitIsTaken(String property, String value) {
        properties.put(property, value);

        assertThat(read()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "spot,spot,,",
        "https://sqs.eu-central-1.amazonaws.com/123456789012/spot,spot,123456789012,eu-central-1",
        "http://127.0.0.1:5000/123456789012/spot,spot,123456789012,",
        "arn:aws:sqs:us-west-2:123456789012:spot,spot,123456789012,us-west-2",
        "arn:aws-cn:sqs:cn-north-1:123456789012:spot.fifo,spot.fifo,123456789012,cn-north-1"
    })
    void queueIsANameAUrlOrAnArn(String text, String name, String account, String region) {
        properties.put("spot.queue", text);

        assertThat(read().part(IntakeSettings::read).queue().name()).isEqualTo(name);
        assertThat(read().part(IntakeSettings::read).queue().account()).isEqualTo(account);
        assertThat(read().part(IntakeSettings::read).queue().region()).isEqualTo(region);
    }

    @Test
    void whoIsNotNotifiedIsRead() {
        properties.put("spot.maintenance-windows", "Mon-Fri 22:00-06:00 Europe/Berlin; daily 02:00-03:00;");
        properties.put("spot.critical-services", "checkout, pay-*");

        SuppressionSettings suppression = read().part(SuppressionSettings::read);

        assertThat(suppression.windows())
                .extracting(MaintenanceWindow::name)
                .containsExactly("Mon-Fri 22:00-06:00 Europe/Berlin", "daily 02:00-03:00");
        assertThat(suppression.critical()).extracting(NamePattern::text).containsExactly("checkout", "pay-*");
        assertThat(suppression.enoughCapacity()).isFalse();
    }

    @Test
    void loginOfTheManagementPortIsReadAndNeverSaid() {
        assertThat(read().part(ManagementSettings::read).login()).isNull();
        assertThat(read().part(ManagementSettings::read).address()).hasToString("http://127.0.0.1:9876");
        properties.put("spot.management.password", "0123456789abcdef");
        properties.put("camel.management.host", "10.0.0.1");

        assertThat(read().part(ManagementSettings::read).login()).isEqualTo(new Login("admin", "0123456789abcdef"));
        assertThat(read().part(ManagementSettings::read).address()).hasToString("http://10.0.0.1:9876");
        assertThat(read().part(ManagementSettings::read).toString()).doesNotContain("0123456789abcdef");
    }

    @ParameterizedTest
    @CsvSource({
        "spot.window,1s,SPOT_WINDOW,SPOT_BATCH_INTERVAL (spot.batch.interval)",
        "spot.window.late,10s,SPOT_WINDOW_LATE,SPOT_BATCH_LATE (spot.batch.late)",
        "spot.window.max-in-flight,9,SPOT_WINDOW_MAX_IN_FLIGHT,SPOT_BATCH_MAX_IN_FLIGHT (spot.batch.max-in-flight)",
        "spot.enrich.patience,5s,SPOT_ENRICH_PATIENCE,SPOT_ENRICH_TIMEOUT (spot.enrich.timeout)",
        "spot.follow-up,false,SPOT_FOLLOW_UP,SPOT_RECOVERY (spot.recovery)",
        "spot.follow-up.interval,15s,SPOT_FOLLOW_UP_INTERVAL,SPOT_RECOVERY_INTERVAL (spot.recovery.interval)",
        "spot.follow-up.patience,10m,SPOT_FOLLOW_UP_PATIENCE,SPOT_RECOVERY_TIMEOUT (spot.recovery.timeout)",
        "spot.follow-up.details,'',SPOT_FOLLOW_UP_DETAILS,SPOT_RECOVERY_DETAILS (spot.recovery.details)",
        "spot.management.token,guess-me,SPOT_MANAGEMENT_TOKEN,SPOT_MANAGEMENT_PASSWORD (spot.management.password)"
    })
    void oldNameStopsTheStartAndSaysTheNewOne(String old, String value, String variable, String now) {
        properties.put(old, value);

        assertThat(problems()).containsExactly(variable + " (" + old + "): is now " + now + "; rename it");
    }

    @Test
    void whoIsNotNotifiedIsChecked() {
        properties.put("spot.maintenance-windows", "nightly");
        properties.put("spot.critical-services", "a b");
        properties.put("spot.suppress.enough-capacity", "maybe");
        properties.put("spot.management.password", "guess-me");

        assertThat(problems())
                .anyMatch(problem -> problem.startsWith(
                        "MAINTENANCE_WINDOWS (spot.maintenance-windows): \"nightly\" is not a window"))
                .anyMatch(problem -> problem.startsWith("CRITICAL_SERVICES (spot.critical-services): \"a b\""))
                .anyMatch(problem -> problem.startsWith("SPOT_SUPPRESS_ENOUGH_CAPACITY"))
                .anyMatch(problem -> problem.startsWith("SPOT_MANAGEMENT_PASSWORD") && !problem.contains("guess-me"))
                .hasSize(4);
    }

    @Test
    void partsThatAreAskedForAreCheckedTogetherAndNoOthers() {
        properties.putAll(Map.of("spot.queue", "", "spot.store.url", "mysql", "spot.management.user", "a:b"));
        Settings settings = new Settings(name -> Optional.ofNullable(properties.get(name)));

        assertThatThrownBy(() -> settings.require(StoreSettings::read, ManagementSettings::read))
                .asInstanceOf(type(InvalidSettingsException.class))
                .satisfies(bad -> assertThat(bad.problems())
                        .satisfiesExactly(
                                store -> assertThat(store).startsWith("SPOT_STORE_URL"),
                                user -> assertThat(user).startsWith("SPOT_MANAGEMENT_USER")));
        assertThat(settings.ifGood(IntakeSettings::read)).isEmpty();
        assertThat(settings.ifGood(LookupSettings::read)).isPresent();
    }
}
