package org.spotalert.channel;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a channel's failure means: whether another try may help, when, and how to say it without a secret. As a step of
 * a redelivery it makes Camel wait as long as the receiver asked for.
 */
public final class Failures implements Processor {

    /** Longer than this a message waits better on the queue than in a thread. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Set<Integer> PASSING_CLIENT_ERRORS = Set.of(408, 425, 429);

    private final Clock clock;

    public Failures(Clock clock) {
        this.clock = clock;
    }

    /** Whether another try soon may succeed. */
    public boolean isTransient(Throwable failure) {
        Throwable cause = telling(failure);
        if (cause instanceof HttpOperationFailedException http) {
            return passing(http.getHttpResponseCode())
                    && retryAfter(http)
                            .map(wait -> wait.compareTo(LONGEST_WAIT) <= 0)
                            .orElse(true);
        }
        if (cause instanceof AwsServiceException aws) {
            return passing(aws.statusCode()) || aws.isThrottlingException();
        }
        if (cause instanceof MessagingException) {
            int reply = smtpReply(cause);
            return !(cause instanceof AuthenticationFailedException) && (reply < 0 || reply / 100 == 4);
        }
        return cause instanceof IOException || cause instanceof SdkException;
    }

    private static boolean passing(int status) {
        return status >= 500 || PASSING_CLIENT_ERRORS.contains(status);
    }

    /** The failure in a few words, for logs and reports. */
    public String describe(Throwable failure) {
        Throwable cause = telling(failure);
        if (cause instanceof HttpOperationFailedException http) {
            return "HTTP " + http.getHttpResponseCode();
        }
        if (cause instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
            return aws.awsErrorDetails().serviceName() + " "
                    + aws.awsErrorDetails().errorCode();
        }
        int reply = smtpReply(cause);
        if (reply > 0) {
            return "SMTP " + reply;
        }
        String text = cause.getMessage();
        boolean ours = cause instanceof WebhookClient.WebhookFailedException;
        return ours && text != null ? text : cause.getClass().getSimpleName();
    }

    /** Sets the wait before the next try when the receiver has asked for one. */
    @Override
    public void process(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure != null && telling(failure) instanceof HttpOperationFailedException http) {
            retryAfter(http)
                    .ifPresent(wait -> exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis()));
        }
    }

    /** {@code Retry-After} is a number of seconds or a date (RFC 9110, section 10.2.3). */
    private Optional<Duration> retryAfter(HttpOperationFailedException failure) {
        Map<String, String> headers = failure.getResponseHeaders();
        String text = headers == null ? null : headers.get("Retry-After");
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.matches("[0-9]{1,6}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text))));
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    /** The exception among the causes that says what happened. */
    private static Throwable telling(Throwable failure) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpOperationFailedException
                    || cause instanceof SdkException
                    || cause instanceof MessagingException) {
                return cause;
            }
            last = cause;
        }
        return last;
    }

    /** The server's reply code; -1 when there was none. */
    private static int smtpReply(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof SMTPSendFailedException sending) {
                return sending.getReturnCode();
            }
            if (cause instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            }
            if (cause instanceof SMTPSenderFailedException sender) {
                return sender.getReturnCode();
            }
        }
        return -1;
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : cause.getCause();
    }
}
