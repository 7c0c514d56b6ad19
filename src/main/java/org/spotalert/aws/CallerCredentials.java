package org.spotalert.aws;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * As whom AWS is asked: with the SDK's default credentials (static keys, profile, container or instance role), or with
 * a role that is assumed with them. A role whose ARN holds {@code {account}} is assumed for lookups in other accounts.
 */
public final class CallerCredentials {

    /** The part of a role's ARN that stands for the account of an event. */
    public static final String ACCOUNT = "{account}";

    private static final Logger LOG = LoggerFactory.getLogger(CallerCredentials.class);

    private final Region region;
    private final @Nullable String roleArn;
    private final SdkHttpClient http;
    private final RenewedCredentials basic =
            new RenewedCredentials(() -> DefaultCredentialsProvider.builder().build());
    private final RenewedCredentials own;
    private final AtomicReference<@Nullable String> ownAccount;

    /**
     * @param region the program's own region
     * @param roleArn the role to assume; null for none
     */
    CallerCredentials(Region region, @Nullable String roleArn, SdkHttpClient http) {
        this.region = region;
        this.roleArn = roleArn;
        this.http = http;
        this.own = roleArn == null || perAccount() ? basic : assumed(roleArn);
        this.ownAccount = new AtomicReference<>(accountOf(roleArn));
    }

    private static @Nullable String accountOf(@Nullable String roleArn) {
        return roleArn == null
                ? null
                : AwsAddress.parse(roleArn).map(AwsAddress::account).orElse(null);
    }

    private boolean perAccount() {
        return roleArn != null && roleArn.contains(ACCOUNT);
    }

    /** The program's own credentials, for everything but lookups in other accounts. */
    RenewedCredentials own() {
        return own;
    }

    /** The credentials for lookups there. */
    RenewedCredentials of(AccountRegion there) {
        return there.account() == null || roleArn == null ? own : assumed(roleArn.replace(ACCOUNT, there.account()));
    }

    /**
     * Where to look for an instance: in its region, and with a role in its account when it is another one than the
     * program's own and there is a role for it.
     *
     * @param account the instance's account; null when the event did not name it
     */
    public AccountRegion accountRegion(@Nullable String account, String instanceRegion) {
        boolean other =
                perAccount() && account != null && !account.equals(ownAccount().orElse(null));
        return new AccountRegion(other ? account : null, instanceRegion);
    }

    /** The account of the program's own credentials; nothing when STS does not tell. */
    public Optional<String> ownAccount() {
        if (ownAccount.get() == null) {
            try (StsClient sts = sts(own)) {
                ownAccount.set(sts.getCallerIdentity().account());
            } catch (SdkException failed) {
                LOG.atWarn()
                        .addKeyValue("reason", AwsFailure.describe(failed))
                        .log("STS does not tell the program's own account");
            }
        }
        return Optional.ofNullable(ownAccount.get());
    }

    /**
     * The ARN of the user or role that AWS knows the program by.
     *
     * @throws SdkException when there are no credentials, or they are refused
     */
    public String callerArn() {
        try (StsClient sts = sts(own)) {
            return sts.getCallerIdentity().arn();
        }
    }

    private RenewedCredentials assumed(String arn) {
        StsClient sts = sts(basic);
        return new RenewedCredentials(() -> StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(arn).roleSessionName("spot-interruption-alerts"))
                .build());
    }

    private StsClient sts(RenewedCredentials credentials) {
        // Beside the HTTP client, which is shared, it holds nothing that would have to be closed.
        return StsClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(credentials))
                .build();
    }
}
