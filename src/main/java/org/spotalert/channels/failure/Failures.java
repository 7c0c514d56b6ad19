package org.spotalert.channels.failure;

import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.network.Causes;
import org.spotalert.platform.network.FarEndWords;
import org.spotalert.platform.network.NetworkFailure;
import org.spotalert.platform.text.TextSanitizer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed delivery means: whether trying again soon can help, and how to tell a reader without any secret. */
public final class Failures {

    /** Said of a message that the far end may have, since it was sent and only the answer is missing. */
    public static final String UNANSWERED = "timed out waiting for the answer, so that the message may be there";

    private static final Set<Integer> PASSING_HTTP = Set.of(408, 425, 429);

    private final RetryTime retryTime;
    private final FarEndWords words;

    /** Reads dates in Retry-After against this clock. */
    public Failures(Clock clock) {
        this(clock, List.of());
    }

    /**
     * The same.
     *
     * @param secrets what a mail server may repeat and no reader may see: user and password
     */
    public Failures(Clock clock, List<String> secrets) {
        this.retryTime = new RetryTime(clock);
        this.words = new FarEndWords(secrets);
    }

    /**
     * Whether the same message may well be taken if it is sent again within seconds: true for connection problems,
     * HTTP 408, 425, 429 and 5xx (unless they ask for a longer pause), SMTP 4xx, and throttling and 5xx of AWS. Not for a
     * message that was sent and not answered in time: a far end that is slow would have it again and again.
     */
    public boolean isTransient(@Nullable Exception failure) {
        List<Throwable> chain = Causes.of(failure);
        if (Unanswered.is(chain)) {
            return false;
        }
        for (Throwable one : chain) {
            if (one instanceof HttpOperationFailedException http) {
                return passingHttp(http.getStatusCode()) && !retryTime.tooLong(http);
            }
            if (one instanceof AwsServiceException aws) {
                return aws.isThrottlingException() || aws.statusCode() >= 500;
            }
            if (one instanceof WebhookFailedException webhook) {
                return !webhook.noRedelivery();
            }
            if (one instanceof AuthenticationFailedException || permanent(one) || FailureText.ofTemplate(one)) {
                return false;
            }
        }
        OptionalInt smtp = SmtpReply.code(chain);
        if (smtp.isPresent()) {
            return smtp.getAsInt() / 100 == 4;
        }
        return SmtpReply.missing(chain)
                || chain.stream().anyMatch(one -> one instanceof IOException || one instanceof SdkClientException);
    }

    /**
     * One short line for a reader, for example {@code HTTP 404 Not Found}, without addresses or headers; with the reason
     * that the far end gives, where it is understood. Answers are free of secrets when they come here.
     */
    public String describe(@Nullable Exception failure) {
        List<Throwable> chain = Causes.of(failure);
        if (Unanswered.is(chain)) {
            return UNANSWERED;
        }
        for (Throwable one : chain) {
            if (one instanceof HttpOperationFailedException http) {
                return HttpReason.of(http.getStatusCode())
                        + ErrorText.of(http.getResponseBody())
                                .map(reason -> ": " + reason)
                                .orElse("");
            }
            if (one instanceof SdkException) {
                return "AWS: " + AwsFailure.describe(one);
            }
            if (one instanceof WebhookFailedException webhook) {
                return TextSanitizer.orUnknown(webhook.getMessage());
            }
            if (one instanceof AuthenticationFailedException) {
                return withWords("SMTP login refused", SmtpReply.words(one));
            }
        }
        OptionalInt smtp = SmtpReply.code(chain);
        if (smtp.isPresent()) {
            int code = smtp.getAsInt();
            return withWords(
                    "SMTP " + code + " " + (code / 100 == 4 ? "not now" : "refused"), SmtpReply.words(chain, code));
        }
        return FailureText.of(chain);
    }

    private String withWords(String reason, String reply) {
        String said = words.of(reply);
        return said.isEmpty() ? reason : reason + ": " + said;
    }

    /** The kind of failure in words; the exception's own text may quote an address and is left out. */
    public static String ofConnection(Throwable failure) {
        return FailureText.of(Causes.of(failure));
    }

    /** A certificate that is not accepted now is not accepted in a second either. */
    private static boolean permanent(Throwable failure) {
        return NetworkFailure.ofOne(failure).filter(NetworkFailure::permanent).isPresent();
    }

    private static boolean passingHttp(int status) {
        return status >= 500 || PASSING_HTTP.contains(status);
    }
}
