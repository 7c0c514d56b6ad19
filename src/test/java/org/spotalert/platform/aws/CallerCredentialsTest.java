package org.spotalert.platform.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spotalert.model.AccountRegion;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/** Whose account it is, against an STS that is silent for longer than anybody waits. */
class CallerCredentialsTest {

    private static final String OTHER = "444455556666";
    private static final AccountRegion HERE = new AccountRegion(null, "eu-west-1");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T08:15:42Z"));
    private final WireMockServer sts = new WireMockServer(wireMockConfig().dynamicPort());
    private final SdkHttpClient http =
            Apache5HttpClient.builder().socketTimeout(Duration.ofSeconds(25)).build();
    private CallerCredentials credentials;

    @BeforeEach
    void start() {
        sts.start();
        System.setProperty("aws.endpointUrl", sts.baseUrl());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        credentials = new CallerCredentials(
                Region.EU_WEST_1,
                new AssumedRole("arn:aws:iam::{account}:role/spot", null, Set.of()),
                AwsSettings.LOGIN_OF_THE_SDK,
                http,
                this::now);
    }

    @AfterEach
    void stop() {
        http.close();
        sts.stop();
        List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey").forEach(System::clearProperty);
    }

    private Instant now() {
        return Objects.requireNonNull(now.get());
    }

    private void answers(ResponseDefinitionBuilder answer) {
        sts.stubFor(post(anyUrl()).willReturn(answer));
    }

    private static ResponseDefinitionBuilder ownAccount() {
        return ok("""
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult>
                </GetCallerIdentityResponse>""");
    }

    @Test
    @Timeout(15)
    void silenceOfStsCostsLittleAndOnlyOnce() {
        answers(ownAccount().withFixedDelay(30_000));

        assertThat(credentials.accountRegion(OTHER, "eu-west-1")).isEqualTo(HERE);
        int asked = sts.getAllServeEvents().size();
        for (int again = 0; again < 10; again++) {
            assertThat(credentials.accountRegion(OTHER, "eu-west-1")).isEqualTo(HERE);
        }
        assertThat(sts.getAllServeEvents()).hasSize(asked);
    }

    @Test
    void onlyListedAccountsAreAskedAbout() {
        answers(ownAccount());
        CallerCredentials some = new CallerCredentials(
                Region.EU_WEST_1,
                new AssumedRole("arn:aws:iam::{account}:role/spot", null, Set.of(OTHER)),
                AwsSettings.LOGIN_OF_THE_SDK,
                http,
                this::now);

        assertThat(some.accountRegion(OTHER, "eu-west-1")).isEqualTo(new AccountRegion(OTHER, "eu-west-1"));
        assertThat(some.accountRegion("999999999999", "eu-west-1")).isEqualTo(HERE);
    }

    @Test
    void rolesTrustPolicyGetsItsExternalId() {
        answers(ok("""
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                  <AccessKeyId>key</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
                  <SessionToken>token</SessionToken><Expiration>2036-11-20T08:15:42Z</Expiration>
                </Credentials></AssumeRoleResult></AssumeRoleResponse>"""));
        CallerCredentials strict = new CallerCredentials(
                Region.EU_WEST_1,
                new AssumedRole("arn:aws:iam::{account}:role/spot", "team/42", Set.of()),
                AwsSettings.LOGIN_OF_THE_SDK,
                http,
                this::now);

        assertThat(strict.of(new AccountRegion(OTHER, "eu-west-1"))
                        .resolveCredentials()
                        .accessKeyId())
                .isEqualTo("key");
        sts.verify(postRequestedFor(anyUrl())
                .withRequestBody(containing("ExternalId=team%2F42"))
                .withRequestBody(containing("RoleArn=arn%3Aaws%3Aiam%3A%3A" + OTHER + "%3Arole%2Fspot")));
    }

    @Test
    void answerWithoutCredentialsIsNamed() {
        answers(ok("<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>"));

        assertThatThrownBy(() ->
                        credentials.of(new AccountRegion(OTHER, "eu-west-1")).resolveCredentials())
                .isInstanceOf(RenewedCredentials.NoCredentialsException.class);
    }

    @Test
    void stsIsAskedAgainAfterAWhileAndBelievedForGood() {
        answers(aResponse().withStatus(403));
        assertThat(credentials.ownAccount()).isEmpty();
        answers(ownAccount());
        assertThat(credentials.ownAccount()).isEmpty();

        now.set(now().plusSeconds(60));

        assertThat(credentials.ownAccount()).contains("111122223333");
        assertThat(credentials.accountRegion(OTHER, "eu-west-1")).isEqualTo(new AccountRegion(OTHER, "eu-west-1"));
        answers(aResponse().withStatus(403));
        assertThat(credentials.ownAccount()).contains("111122223333");
    }
}
