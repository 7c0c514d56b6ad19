package org.spotalert.platform.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Arn;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * As whom AWS is asked: with the program's login, or with
 * a role that is assumed with them. A role whose ARN holds {@code {account}} is assumed for lookups in other accounts.
 */
public final class CallerCredentials {

    /** The part of a role's ARN that stands for the account of an event. */
    public static final String ACCOUNT = "{account}";

    /** Alerts wait for STS, so it gets a part of their time, retries included. */
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(2500);
    /** How long nobody waits for STS again after it did not name the account. */
    private static final Duration FAILURE_REMEMBERED = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(CallerCredentials.class);

    private final Region region;
    private final @Nullable AssumedRole role;
    private final SdkHttpClient http;
    private final InstantSource clock;
    private final ScheduledExecutorService timeouts = timeouts();
    private final RenewedCredentials basic;
    private final RenewedCredentials own;
    private final AtomicReference<@Nullable String> ownAccount;
    private final AtomicReference<Instant> askedAgain = new AtomicReference<>(Instant.MIN);

    CallerCredentials(
            Region region,
            @Nullable AssumedRole role,
            Supplier<AwsCredentialsProvider> login,
            SdkHttpClient http,
            InstantSource clock) {
        this.region = region;
        this.role = role;
        this.http = http;
        this.clock = clock;
        this.basic = new RenewedCredentials(login);
        this.own = role == null || role.perAccount() ? basic : assumed(role);
        this.ownAccount = new AtomicReference<>(accountOf(role));
    }

    private static @Nullable String accountOf(@Nullable AssumedRole role) {
        return role == null ? null : Arn.parse(role.arn()).map(Arn::account).orElse(null);
    }

    /** The program's own credentials, for everything but lookups in other accounts. */
    RenewedCredentials own() {
        return own;
    }

    RenewedCredentials of(AccountRegion there) {
        return there.account() == null || role == null ? own : assumed(role.in(there.account()));
    }

    /**
     * Where to look for an instance: in its region, and with a role in its account when it is another one than the
     * program's own and there is a role for it that may be assumed. While the program's own account is not known, any counts as its own.
     *
     * @param account the instance's account; null when the event did not name it
     */
    public AccountRegion accountRegion(@Nullable String account, String instanceRegion) {
        boolean other = role != null
                && role.perAccount()
                && account != null
                && role.allows(account)
                && ownAccount().filter(own -> !own.equals(account)).isPresent();
        return new AccountRegion(other ? account : null, instanceRegion);
    }

    /** Whether lookups are made in this account. While the program's own account is not known, any counts as its own. */
    public boolean looksInto(String account) {
        return (role != null && role.perAccount() && role.allows(account))
                || ownAccount().filter(own -> !own.equals(account)).isEmpty();
    }

    /** The account of the program's own credentials; nothing when STS does not say, for a minute without asking again. */
    public synchronized Optional<String> ownAccount() {
        if (ownAccount.get() == null && !clock.instant().isBefore(askedAgain.get())) {
            try (StsClient sts = sts(own)) {
                ownAccount.set(sts.getCallerIdentity().account());
            } catch (SdkException failed) {
                askedAgain.set(clock.instant().plus(FAILURE_REMEMBERED));
                LOG.atWarn()
                        .addKeyValue("reason", AwsFailure.describe(failed))
                        .log("STS does not say the program's own account");
            }
        }
        return Optional.ofNullable(ownAccount.get());
    }

    /** The ARN of the user or role that AWS knows the program by; throws SdkException when AWS does not say. */
    public String callerArn() {
        return callerArn(own);
    }

    /** The ARN of the role that is assumed in this account; throws SdkException when it cannot be. */
    public String roleIn(String account) {
        return callerArn(of(new AccountRegion(account, region.id())));
    }

    private String callerArn(RenewedCredentials credentials) {
        try (StsClient sts = sts(credentials)) {
            String arn = sts.getCallerIdentity().arn();
            if (arn == null) {
                throw AwsFailure.notAws("the answer names no caller");
            }
            return arn;
        }
    }

    private RenewedCredentials assumed(AssumedRole one) {
        StsClient sts = sts(basic);
        return new RenewedCredentials(() -> StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(one.arn())
                        .externalId(one.externalId())
                        .roleSessionName("spot-interruption-alerts"))
                .build());
    }

    private StsClient sts(RenewedCredentials credentials) {
        // Beside the HTTP client and the thread that watches timeouts, which are shared, it holds nothing that would
        // have to be closed.
        return AwsClients.client(
                StsClient.builder().region(region).httpClient(http),
                credentials,
                ClientOverrideConfiguration.builder()
                        .apiCallTimeout(CALL_TIMEOUT)
                        .scheduledExecutorService(timeouts));
    }

    private static ScheduledExecutorService timeouts() {
        ScheduledThreadPoolExecutor timeouts =
                new ScheduledThreadPoolExecutor(1, LookupClients.daemons("sts-timeouts"));
        // It ends when there is nothing to watch, so that there is nothing to shut down.
        timeouts.setKeepAliveTime(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        timeouts.allowCoreThreadTimeOut(true);
        timeouts.setRemoveOnCancelPolicy(true);
        return timeouts;
    }
}
