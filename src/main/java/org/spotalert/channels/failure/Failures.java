package org.spotalert.channels.failure;

import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.network.Causes;
import org.spotalert.platform.network.FarEndWords;
import org.spotalert.platform.network.NetworkFailure;
import org.spotalert.platform.text.TextSanitizer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says why a delivery failed, without addresses and secrets, and whether another attempt within seconds can help. A message
 * that was sent and not answered in time is not sent again: a slow far end would have it many times.
 *
 * @param clock what dates in Retry-After are read against
 * @param secrets what a mail server may repeat and no reader may see: user and password
 * @param renewed whether what was refused may have been an old secret, and there is a new one
 */
public record Failures(Clock clock, Supplier<List<String>> secrets, BooleanSupplier renewed) {

    /** The words for a message that was sent and not answered. */
    public static final String MAY_HAVE_ARRIVED = "timed out waiting for the answer, so that the message may be there";

    /** The longest pause that a channel waits for; after a longer one the queue brings the alert back. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private record Finding(FailureReason reason, boolean passing, String text) {}

    /** Why a channel did not take its alerts. */
    public Failure of(@Nullable Exception failure) {
        Finding found = find(Causes.of(failure));
        return new Failure(found.reason(), found.text());
    }

    /** The same in words, on one short line. */
    public String describe(@Nullable Exception failure) {
        return of(failure).text();
    }

    /**
     * Whether the far end may well take the same message within seconds: after connection problems, HTTP 408, 425, 429 and
     * 5xx (unless they ask for a longer pause), SMTP 4xx, throttling and 5xx of AWS; and after a refusal of the old secret
     * when there is a new one.
     */
    public boolean isTransient(@Nullable Exception failure) {
        List<Throwable> chain = Causes.of(failure);
        Finding found = find(chain);
        boolean refused = found.reason() == FailureReason.AUTH || found.reason() == FailureReason.REFUSED;
        boolean byAws = chain.stream().anyMatch(SdkException.class::isInstance);
        return found.passing() || (refused && !byAws && renewed.getAsBoolean());
    }

    private Finding find(List<Throwable> chain) {
        if (chain.isEmpty()) {
            return new Finding(FailureReason.REFUSED, false, TextSanitizer.UNKNOWN);
        }
        if (ConnectionFailure.unanswered(chain)) {
            return new Finding(FailureReason.OUTCOME_UNKNOWN, false, MAY_HAVE_ARRIVED);
        }
        for (Throwable one : chain) {
            if (one instanceof HttpOperationFailedException http) {
                return ofHttp(http);
            }
            if (one instanceof SdkException aws) {
                return ofAws(aws, chain);
            }
            if (one instanceof WebhookFailedException webhook) {
                return new Finding(
                        webhook.reason(), !webhook.permanent(), TextSanitizer.orUnknown(webhook.getMessage()));
            }
            if (one instanceof AuthenticationFailedException) {
                return new Finding(FailureReason.AUTH, false, withWords("SMTP login refused", SmtpReply.words(one)));
            }
        }
        OptionalInt smtp = SmtpReply.code(chain);
        if (smtp.isPresent()) {
            return ofSmtp(smtp.getAsInt(), chain);
        }
        Failure other = ConnectionFailure.of(chain.get(0));
        boolean broken = SmtpReply.missing(chain) || chain.stream().anyMatch(IOException.class::isInstance);
        return new Finding(other.reason(), broken && !ConnectionFailure.permanent(chain), other.text());
    }

    private Finding ofHttp(HttpOperationFailedException http) {
        int status = http.getStatusCode();
        FailureReason reason = HttpFailure.reason(status);
        boolean passing = reason == FailureReason.SERVER || reason == FailureReason.RATE_LIMITED;
        boolean tooLong = HttpFailure.retryAfter(http, clock)
                .filter(pause -> pause.compareTo(LONGEST_PAUSE) > 0)
                .isPresent();
        String said = HttpFailure.words(http.getResponseBody())
                .map(answer -> ": " + answer)
                .orElse("");
        return new Finding(reason, passing && !tooLong, HttpFailure.statusLine(status) + said);
    }

    private static Finding ofAws(SdkException aws, List<Throwable> chain) {
        String text = "AWS: " + AwsFailure.describe(aws);
        if (AwsFailure.unauthorized(aws)) {
            return new Finding(FailureReason.AUTH, !(aws instanceof AwsServiceException), text);
        }
        if (aws instanceof AwsServiceException answer) {
            FailureReason reason = answer.isThrottlingException()
                    ? FailureReason.RATE_LIMITED
                    : HttpFailure.reason(answer.statusCode());
            return new Finding(reason, answer.isThrottlingException() || answer.statusCode() >= 500, text);
        }
        FailureReason reason =
                NetworkFailure.of(aws).map(ConnectionFailure::reason).orElse(FailureReason.UNREACHABLE);
        return new Finding(reason, !ConnectionFailure.permanent(chain), text);
    }

    private Finding ofSmtp(int code, List<Throwable> chain) {
        boolean passing = code / 100 == 4;
        boolean login = code == 530 || code == 534 || code == 535;
        FailureReason refused = login ? FailureReason.AUTH : FailureReason.REFUSED;
        return new Finding(
                passing ? FailureReason.SERVER : refused,
                passing,
                withWords("SMTP " + code + (passing ? " not now" : " refused"), SmtpReply.words(chain, code)));
    }

    private String withWords(String reason, String reply) {
        String said = new FarEndWords(secrets.get()).of(reply);
        return said.isEmpty() ? reason : reason + ": " + said;
    }
}
