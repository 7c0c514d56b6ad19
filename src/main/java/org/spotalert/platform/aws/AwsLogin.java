package org.spotalert.platform.aws;

import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The credentials that AWS is called with: those that the SDK finds (static keys, profile, container or instance role), unless a
 * file of settings has others. No text made of this object shows them.
 */
public final class AwsLogin {

    /** The profile in a file of settings. It counts more than the keys there. */
    static final String PROFILE = "aws.login.profile";

    private static final AwsLogin OF_THE_SDK =
            new AwsLogin(() -> DefaultCredentialsProvider.builder().build());

    private final Supplier<AwsCredentialsProvider> credentials;

    private AwsLogin(Supplier<AwsCredentialsProvider> credentials) {
        this.credentials = credentials;
    }

    /** The credentials that the SDK finds. */
    public static AwsLogin ofTheSdk() {
        return OF_THE_SDK;
    }

    static AwsLogin read(SettingsReader reader) {
        String profile = reader.text(PROFILE);
        String key = reader.text("aws.login.key");
        String secret = reader.text("aws.login.secret");
        if (!profile.isEmpty()) {
            return new AwsLogin(() -> ProfileCredentialsProvider.create(profile));
        }
        return key.isEmpty() || secret.isEmpty()
                ? ofTheSdk()
                : new AwsLogin(() -> keys(key, secret, reader.text("aws.login.token")));
    }

    private static AwsCredentialsProvider keys(String key, String secret, String token) {
        return StaticCredentialsProvider.create(
                token.isEmpty()
                        ? AwsBasicCredentials.create(key, secret)
                        : AwsSessionCredentials.create(key, secret, token));
    }

    /** A source of the credentials that remembers nothing. */
    public AwsCredentialsProvider credentials() {
        return credentials.get();
    }

    @Override
    public String toString() {
        return "AwsLogin[hidden]";
    }
}
