package org.spotalert.platform.aws;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Arn;
import org.spotalert.platform.settings.SettingsReader;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Where and as whom AWS is called.
 *
 * @param region the program's own Region, from the SDK's settings
 * @param role the role to assume for AWS calls, or with {@code {account}} in it for lookups in other accounts; null
 *     to call with the credentials as they are
 * @param login makes a source of the credentials that remembers nothing: those that the SDK finds (static keys, profile,
 *     container or instance role), unless a file of settings has others. No text made of it shows them
 */
public record AwsSettings(String region, @Nullable AssumedRole role, Supplier<AwsCredentialsProvider> login) {

    static final Supplier<AwsCredentialsProvider> LOGIN_OF_THE_SDK =
            () -> DefaultCredentialsProvider.builder().build();

    /** The profile in a file of settings. It counts more than the keys there. */
    private static final String PROFILE = "aws.login.profile";

    private static final String ANY_ACCOUNT = "000000000000";
    /** ExternalId, AssumeRole, STS API reference. */
    private static final Function<String, String> EXTERNAL_ID = SettingsReader.form(
            "[\\w+=,.@:/-]{2,1224}",
            "is not an external id; it has from 2 to 1224 letters, digits or characters of + = , . @ : / - _");

    /** Calls with the SDK's own credentials. */
    public AwsSettings(String region, @Nullable AssumedRole role) {
        this(region, role, LOGIN_OF_THE_SDK);
    }

    public static Supplier<AwsSettings> read(SettingsReader reader) {
        Supplier<String> region = region(reader);
        Optional<AssumedRole> role = role(reader);
        Supplier<AwsCredentialsProvider> login = login(reader);
        return () -> new AwsSettings(region.get(), role.orElse(null), login);
    }

    public static Supplier<String> region(SettingsReader reader) {
        // A file of settings may name it; the SDK's own setting counts more.
        Optional<String> region = reader.optional("aws.region", text -> text).or(() -> ownRegion(reader.text(PROFILE)));
        if (region.isEmpty()) {
            missingProfile()
                    .ifPresentOrElse(
                            profile -> reader.problem("AWS_PROFILE: " + profile),
                            () -> reader.problem(
                                    "AWS_REGION: is missing; give the region of the queue, or a profile that names one"));
        }
        return region::orElseThrow;
    }

    /** The region that the SDK's settings name: environment, profile, or the instance itself. */
    public static Optional<String> ownRegion() {
        return ownRegion("");
    }

    /** The same; of another profile than the SDK's settings name, unless it is empty. */
    private static Optional<String> ownRegion(String profile) {
        DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
        try {
            return Optional.of((profile.isEmpty() ? chain : chain.profileName(profile))
                            .build()
                            .getRegion())
                    .map(Region::id);
        } catch (SdkException none) {
            return Optional.empty();
        }
    }

    /** Says that the profile which the SDK's settings name does not exist; nothing when they name none, or one that does. */
    private static Optional<String> missingProfile() {
        ProfileFile files = ProfileFile.defaultProfileFile();
        Set<String> names = new TreeSet<>(files.profiles().keySet());
        return ProfileFileSystemSetting.AWS_PROFILE
                .getStringValue()
                .filter(name -> !names.contains(name))
                .map(name -> "there is no profile \"" + name + "\" in " + ProfileFileLocation.configurationFilePath()
                        + " and " + ProfileFileLocation.credentialsFilePath() + "; there "
                        + (names.isEmpty() ? "is none" : "are " + String.join(", ", names)));
    }

    private static Supplier<AwsCredentialsProvider> login(SettingsReader reader) {
        String profile = reader.text(PROFILE);
        String key = reader.text("aws.login.key");
        String secret = reader.text("aws.login.secret");
        String token = reader.text("aws.login.token");
        if (!profile.isEmpty()) {
            return () -> ProfileCredentialsProvider.create(profile);
        }
        return key.isEmpty() || secret.isEmpty()
                ? LOGIN_OF_THE_SDK
                : () -> StaticCredentialsProvider.create(
                        token.isEmpty()
                                ? AwsBasicCredentials.create(key, secret)
                                : AwsSessionCredentials.create(key, secret, token));
    }

    public static Optional<AssumedRole> role(SettingsReader reader) {
        Optional<String> externalId = reader.optional("spot.assume-role-external-id", EXTERNAL_ID);
        Optional<Set<String>> accounts = reader.optional("spot.accounts", AwsSettings::accounts);
        return reader.optional("spot.assume-role-arn", AwsSettings::roleArn)
                .map(arn -> new AssumedRole(arn, externalId.orElse(null), accounts.orElse(Set.of())));
    }

    private static Set<String> accounts(String text) {
        Set<String> accounts = new TreeSet<>();
        for (String account : text.split("\\s*,\\s*")) {
            if (!account.matches("[0-9]{12}")) {
                throw new IllegalArgumentException(
                        "\"" + account + "\" is not an account; give numbers of 12 digits, separated by commas");
            }
            accounts.add(account);
        }
        return accounts;
    }

    private static String roleArn(String text) {
        return Arn.parse(text.replace(CallerCredentials.ACCOUNT, ANY_ACCOUNT))
                .filter(arn -> arn.service().equals("iam") && arn.resource().startsWith("role/"))
                .map(arn -> text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not the ARN of a role; give arn:aws:iam::ACCOUNT:role/NAME"));
    }
}
