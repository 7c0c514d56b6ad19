package org.spotalert.platform.aws;

import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.network.Causes;
import org.spotalert.platform.network.FarEndWords;
import org.spotalert.platform.network.NetworkFailure;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Failed AWS calls, in words. Every field of an AWS exception may be null: a proxy answers as well. */
public final class AwsFailure {

    private static final String NO_ANSWER = "no answer in time";
    private static final String NO_CREDENTIALS = "no credentials";
    private static final String NOT_AWS = "not AWS's answer";

    private static final int PROXY_LOGIN = 407;

    private static final FarEndWords WORDS = new FarEndWords(List.of());
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.{1,2000}?)</title>");
    private static final Pattern UNREADABLE =
            Pattern.compile("(?s)Unable to unmarshall response.*Response Code: (\\d+).*");
    /** Parts of AWS's messages that help nobody: thousands of characters, or the session token among signed headers. */
    private static final Pattern TAIL = Pattern.compile("(?s)\\s*(Encoded authorization failure message:"
            + "|The Canonical String for this request|The String-to-Sign|in Authorization header:).*");

    private static final Pattern CREDENTIALS = Pattern.compile(
            "ExpiredToken.*|RequestExpired|InvalidClientTokenId|UnrecognizedClient.*|AuthFailure|SignatureDoesNotMatch"
                    + "|InvalidSignature.*|MissingAuthenticationToken.*|IncompleteSignature.*|OptInRequired");

    private static final Pattern DENIED =
            Pattern.compile("(AccessDenied|Unauthorized|AuthorizationError|NotAuthorized).*");

    private AwsFailure() {}

    /** Why the call failed, on one line: its {@link #kind}, and the far end's own words. */
    public static String describe(Throwable failure) {
        Throwable cause = sdkFailure(failure);
        String words = WORDS.of(words(cause));
        return words.isEmpty() ? kind(cause) : kind(cause) + ": " + words;
    }

    /** The service and the operation that failed, for example {@code DynamoDb PutItem}; {@code AWS} when none was called. */
    public static String call(Throwable failure) {
        return FailedCall.of(sdkFailure(failure)).orElse("AWS");
    }

    /**
     * AWS's error code, or what else happened. The same for the same trouble, where the words differ from call to call.
     */
    public static String kind(Throwable failure) {
        Throwable cause = sdkFailure(failure);
        if (cause instanceof ApiCallTimeoutException || cause instanceof ApiCallAttemptTimeoutException) {
            return NO_ANSWER;
        }
        if (cause.getCause() instanceof RateLimitedException) {
            return RateLimitedException.REASON;
        }
        if (cause instanceof AwsServiceException service) {
            return code(service).orElseGet(() -> withoutCode(service));
        }
        if (cause instanceof NoCredentialsException) {
            return NO_CREDENTIALS;
        }
        if (oddity(cause).isPresent()) {
            return "HTTP 200, " + NOT_AWS;
        }
        return cause instanceof SdkException
                ? ofClient(cause)
                : cause.getClass().getSimpleName();
    }

    private static String ofClient(Throwable cause) {
        Matcher unreadable = UNREADABLE.matcher(String.valueOf(cause.getMessage()));
        return unreadable.matches()
                ? "HTTP " + unreadable.group(1) + ", the answer cannot be read: cut short, or " + NOT_AWS
                : NetworkFailure.of(cause).map(NetworkFailure::text).orElse("call failed");
    }

    private static Optional<String> code(AwsServiceException service) {
        return details(service).map(AwsErrorDetails::errorCode).map(WORDS::of).filter(code -> !code.isEmpty());
    }

    private static String withoutCode(AwsServiceException service) {
        if (service.statusCode() == PROXY_LOGIN) {
            return "HTTP 407, the proxy asks for a login";
        }
        String status = service.statusCode() == 0 ? "" : "HTTP " + service.statusCode() + ", ";
        return status + (service.requestId() == null ? NOT_AWS : "without an error code");
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException service) {
        return Optional.ofNullable(service.awsErrorDetails());
    }

    private static @Nullable String words(Throwable cause) {
        if (kind(cause).equals(NO_ANSWER) || kind(cause).equals(RateLimitedException.REASON)) {
            return null;
        }
        if (cause instanceof AwsServiceException service) {
            return words(service).orElse(null);
        }
        if (oddity(cause).isPresent()) {
            return oddity(cause).map(Throwable::getMessage).orElse(null);
        }
        if (cause instanceof NoCredentialsException) {
            return cause.getMessage();
        }
        return cause instanceof SdkException ? farEnd(cause) : null;
    }

    /** AWS's own words about the call; nothing when it gives none. */
    private static Optional<String> words(AwsServiceException service) {
        Optional<AwsErrorDetails> details = details(service);
        return details.map(AwsErrorDetails::errorMessage)
                .map(message -> TAIL.matcher(message).replaceFirst(""))
                .or(() -> details.map(AwsErrorDetails::rawResponse)
                        .map(raw -> TITLE.matcher(new String(raw.asByteArray(), StandardCharsets.UTF_8)))
                        .filter(Matcher::find)
                        .map(title -> title.group(1)))
                .map(WORDS::of)
                .filter(words -> !words.isEmpty());
    }

    /** Who was to be reached: AWS's hosts, and its proxies, are no secret. Else what the SDK says. */
    private static @Nullable String farEnd(Throwable cause) {
        for (Throwable next : Causes.of(cause)) {
            if (next instanceof HttpHostConnectException refused && refused.getHost() != null) {
                return refused.getHost().getHostName() + ":" + refused.getHost().getPort();
            }
            if (next instanceof UnknownHostException unknown) {
                return unknown.getMessage() == null
                        ? null
                        : unknown.getMessage().replaceFirst("(?s): .*", "");
            }
        }
        return NetworkFailure.of(cause).isPresent()
                        || UNREADABLE
                                .matcher(String.valueOf(cause.getMessage()))
                                .matches()
                ? null
                : cause.getMessage();
    }

    private static Optional<Throwable> oddity(Throwable cause) {
        return Causes.of(cause).stream()
                .filter(NotAwsAnswerException.class::isInstance)
                .findFirst();
    }

    /** What to do about it. */
    public static String remedy(Throwable failure) {
        Throwable cause = sdkFailure(failure);
        String kind = kind(cause);
        if (kind.equals(NO_CREDENTIALS)) {
            return "give credentials: a task or instance role, AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY";
        }
        if (cause instanceof AwsServiceException service && code(service).isPresent()) {
            return ofCode(kind);
        }
        return kind.startsWith("TLS failed: the certificate")
                ? "let the JVM trust the authority that signs AWS's certificates there (docs/operations.md)"
                : "check the way to AWS: DNS, firewall, proxy, VPC endpoints, AWS_REGION, AWS_ENDPOINT_URL";
    }

    /** Whether AWS refused the credentials or the right, or there are no credentials. */
    public static boolean unauthorized(Throwable failure) {
        String kind = kind(failure);
        return kind.equals(NO_CREDENTIALS)
                || CREDENTIALS.matcher(kind).matches()
                || DENIED.matcher(kind).matches();
    }

    /** Whether AWS refused the right. */
    public static boolean denied(Throwable failure) {
        return DENIED.matcher(kind(failure)).matches();
    }

    private static String ofCode(String code) {
        if (CREDENTIALS.matcher(code).matches()) {
            return "give credentials that are valid, and check this machine's clock";
        }
        return DENIED.matcher(code).matches()
                ? "allow the action to the program's role or user (docs/permissions.md)"
                : "look the error code up in the service's API reference";
    }

    /** Whether it was an AWS call that failed. */
    public static boolean isOne(Throwable failure) {
        return sdkFailure(failure) instanceof SdkException;
    }

    /** The SDK's exception among the causes, or else the innermost cause. */
    private static Throwable sdkFailure(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof SdkException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
