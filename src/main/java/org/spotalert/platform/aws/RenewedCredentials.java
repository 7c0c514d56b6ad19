package org.spotalert.platform.aws;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials that are asked for anew when AWS refuses them. The SDK keeps what it was given until the time it was given
 * for is over, whatever AWS says: a source that was late, a clock that is wrong or a session that was ended
 * would silence the program for as long.
 *
 * <p>To be a client's credentials and, as its interceptor, to see what AWS answers it.
 */
final class RenewedCredentials implements AwsCredentialsProvider, ExecutionInterceptor, SdkAutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedCredentials.class);
    /** From the "Common Errors" of the APIs of SQS, SNS, ECS and EC2, each of which has names of its own. */
    private static final Set<String> REFUSALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "AuthFailure");

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Supplier<AwsCredentialsProvider> sources;
    private final long pauseNanos;
    private final AtomicReference<Source> source;

    private record Source(AwsCredentialsProvider provider, long since) {}

    RenewedCredentials(Supplier<AwsCredentialsProvider> sources) {
        this(sources, PAUSE);
    }

    /**
     * @param sources makes a source that remembers nothing
     * @param pause the shortest time between two questions, since many calls may be refused at once
     */
    RenewedCredentials(Supplier<AwsCredentialsProvider> sources, Duration pause) {
        this.sources = sources;
        this.pauseNanos = pause.toNanos();
        this.source = new AtomicReference<>(new Source(sources.get(), System.nanoTime()));
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return current().provider().resolveCredentials();
        } catch (AwsServiceException refused) {
            throw refused;
        } catch (RuntimeException none) {
            throw new NoCredentialsException(none);
        }
    }

    private Source current() {
        return Objects.requireNonNull(source.get());
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
        if (call.exception() instanceof AwsServiceException refusal && REFUSALS.contains(AwsFailure.kind(refusal))) {
            renew(AwsFailure.describe(refusal));
        }
    }

    private synchronized void renew(String refusal) {
        Source refused = current();
        long now = System.nanoTime();
        if (now - refused.since() < pauseNanos) {
            return;
        }
        source.set(new Source(sources.get(), now));
        LOG.atWarn().addKeyValue("reason", refusal).log("AWS refuses the credentials; asking for new ones");
        close(refused);
    }

    @Override
    public void close() {
        close(current());
    }

    private static void close(Source source) {
        if (source.provider() instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    /** The source of the credentials gives none, so that AWS cannot even be asked. */
    static final class NoCredentialsException extends SdkClientException {

        private static final long serialVersionUID = 1L;

        /** In the SDK's message about its chain of sources, each source stands before what it says. */
        private static final Pattern SOURCE = Pattern.compile("(?:^|[\\[ ])(?=\\w+CredentialsProvider\\()");

        /** What sources say that nobody has set up. */
        private static final Pattern NOT_SET_UP = Pattern.compile("Unable to load credentials from system settings.*"
                + "|Either the environment variable AWS_WEB_IDENTITY_TOKEN_FILE.*"
                + "|Profile file contained no credentials for profile 'default'.*"
                + "|Cannot fetch credentials from container - neither.*"
                + "|IMDS credentials have been disabled.*|Failed to load credentials from IMDS.*");

        NoCredentialsException(RuntimeException cause) {
            super(builder().message(digest(String.valueOf(cause.getMessage()))).cause(cause));
        }

        /** The sentences of the sources that are set up. */
        private static String digest(String message) {
            if (!message.startsWith("Unable to load credentials from any of the providers")) {
                return message;
            }
            Set<String> sentences = new LinkedHashSet<>();
            for (String part : SOURCE.split(message.substring(message.lastIndexOf(") : [") + 1))) {
                int end = part.indexOf("): ");
                String sentence = end < 0 ? "" : part.substring(end + 3).replaceFirst(": ProfileFile\\(.*", "");
                sentence = sentence.replaceFirst("[,\\]\\s]+$", "");
                if (!sentence.isEmpty() && !NOT_SET_UP.matcher(sentence).matches()) {
                    sentences.add(sentence);
                }
            }
            return sentences.isEmpty()
                    ? "no environment variables, profile, container role or instance role gives any"
                    : String.join("; ", sentences);
        }
    }
}
