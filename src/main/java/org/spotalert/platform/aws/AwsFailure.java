package org.spotalert.platform.aws;

import java.io.IOException;
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
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Failed AWS calls, in words. Every field of an AWS exception may be null: a proxy answers as well. */
public final class AwsFailure {

    private static final String NO_ANSWER = "no answer in time";
    private static final String HELD_BACK = "held back to stay below AWS's request quota";
    private static final String NO_CREDENTIALS = "no credentials";
    private static final String NOT_AWS = "not AWS's answer";

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

    /** What is known of a failed call: its {@link #kind}, the far end's own words, and whether the kind is AWS's error code. */
    private record Finding(String kind, @Nullable String words, boolean hasCode) {

        static Finding of(String kind, @Nullable String words) {
            return new Finding(kind, words, false);
        }
    }

    /** A request that was not sent. The SDK passes it on as the cause of its own exception. */
    private static final class HeldBack extends Exception {

        private static final long serialVersionUID = 1;
    }

    /** The SDK passes it on as the cause of its own exception, and tries again after an IOException. */
    private static final class NotAws extends IOException {

        private static final long serialVersionUID = 1;

        NotAws(String oddity) {
            super(oddity);
        }
    }

    /** The failure of a request that would have had to wait for the request budget beyond its deadline. */
    static SdkClientException heldBack() {
        return SdkClientException.create(HELD_BACK, new HeldBack());
    }

    /** The failure of a call whose answer looks like success, but comes from a proxy or a captive portal, with what is odd. */
    public static SdkClientException notAws(String oddity) {
        return SdkClientException.create(oddity, new NotAws(oddity));
    }

    /** The service and the operation that failed, for example {@code DynamoDb PutItem}; {@code AWS} when none was called. */
    public static String call(Throwable failure) {
        return FailedCall.of(sdkFailure(failure)).orElse("AWS");
    }

    /** Why the call failed, on one line: its {@link #kind}, and the far end's own words. */
    public static String describe(Throwable failure) {
        Finding found = find(failure);
        String words = WORDS.of(found.words());
        return words.isEmpty() ? found.kind() : found.kind() + ": " + words;
    }

    /** AWS's error code, or what else happened. The same for the same trouble, where the words differ from call to call. */
    public static String kind(Throwable failure) {
        return find(failure).kind();
    }

    private static Finding find(Throwable failure) {
        Throwable cause = sdkFailure(failure);
        if (cause instanceof ApiCallTimeoutException || cause instanceof ApiCallAttemptTimeoutException) {
            return Finding.of(NO_ANSWER, null);
        }
        if (cause.getCause() instanceof HeldBack) {
            return Finding.of(HELD_BACK, null);
        }
        if (cause instanceof AwsServiceException service) {
            return ofService(service);
        }
        if (cause instanceof RenewedCredentials.NoCredentialsException) {
            return Finding.of(NO_CREDENTIALS, cause.getMessage());
        }
        Optional<Throwable> oddity =
                Causes.of(cause).stream().filter(NotAws.class::isInstance).findFirst();
        if (oddity.isPresent()) {
            return Finding.of("HTTP 200, " + NOT_AWS, oddity.get().getMessage());
        }
        return cause instanceof SdkException
                ? ofClient(cause)
                : Finding.of(cause.getClass().getSimpleName(), null);
    }

    private static Finding ofService(AwsServiceException service) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(service.awsErrorDetails());
        String words = details.map(AwsErrorDetails::errorMessage)
                .map(message -> TAIL.matcher(message).replaceFirst(""))
                .or(() -> details.map(AwsErrorDetails::rawResponse)
                        .map(raw -> TITLE.matcher(new String(raw.asByteArray(), StandardCharsets.UTF_8)))
                        .filter(Matcher::find)
                        .map(title -> title.group(1)))
                .orElse(null);
        return details.map(AwsErrorDetails::errorCode)
                .map(WORDS::of)
                .filter(code -> !code.isEmpty())
                .map(code -> new Finding(code, words, true))
                .orElseGet(() -> Finding.of(withoutCode(service), words));
    }

    private static String withoutCode(AwsServiceException service) {
        if (service.statusCode() == 407) {
            return "HTTP 407, the proxy asks for a login";
        }
        String status = service.statusCode() == 0 ? "" : "HTTP " + service.statusCode() + ", ";
        return status + (service.requestId() == null ? NOT_AWS : "without an error code");
    }

    private static Finding ofClient(Throwable cause) {
        Matcher unreadable = UNREADABLE.matcher(String.valueOf(cause.getMessage()));
        if (unreadable.matches()) {
            return Finding.of(
                    "HTTP " + unreadable.group(1) + ", the answer cannot be read: cut short, or " + NOT_AWS,
                    host(cause).orElse(null));
        }
        return NetworkFailure.of(cause)
                .map(network -> Finding.of(network.text(), host(cause).orElse(null)))
                .orElseGet(() -> Finding.of("call failed", cause.getMessage()));
    }

    /** Who was to be reached: AWS's hosts, and its proxies, are no secret. */
    private static Optional<String> host(Throwable cause) {
        for (Throwable next : Causes.of(cause)) {
            if (next instanceof HttpHostConnectException refused && refused.getHost() != null) {
                return Optional.of(refused.getHost().getHostName() + ":"
                        + refused.getHost().getPort());
            }
            if (next instanceof UnknownHostException unknown) {
                return Optional.ofNullable(unknown.getMessage()).map(text -> text.replaceFirst("(?s): .*", ""));
            }
        }
        return Optional.empty();
    }

    /** What to do about it. */
    public static String remedy(Throwable failure) {
        Finding found = find(failure);
        if (found.kind().equals(NO_CREDENTIALS)) {
            return "give credentials: a task or instance role, AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY";
        }
        if (found.hasCode()) {
            return ofCode(found.kind());
        }
        return found.kind().startsWith("TLS failed: the certificate")
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
