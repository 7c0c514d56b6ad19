package org.spotalert.platform.aws;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * Refuses HTTP 200 that does not come from AWS. The SDK reads a web page or an empty body as an empty answer: "no
 * clusters", "no tasks", or a message that SNS has taken. Each of these would silence an alert.
 */
final class AnswerCheck implements ExecutionInterceptor {

    private static final int BEGINNING = 512;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        SdkHttpResponse answer = context.httpResponse();
        if (!answer.isSuccessful()) {
            return context.responseBody();
        }
        BufferedInputStream body =
                new BufferedInputStream(context.responseBody().orElseGet(InputStream::nullInputStream), BEGINNING);
        String beginning = beginning(body);
        if (beginning.isEmpty() && !namesRequest(answer)) {
            throw refusal(context, "the answer is empty");
        }
        if (beginning.startsWith("<") && (beginning.contains("<html") || beginning.contains("<!doctype html"))) {
            throw refusal(context, "the answer is a web page");
        }
        return Optional.of(body);
    }

    /** The SDK closes no body that it does not get, and its connection would never go back to the pool. */
    private static RuntimeException refusal(Context.ModifyHttpResponse context, String reason) {
        if (context.responseBody().orElse(null) instanceof Abortable connection) {
            connection.abort();
        }
        return AwsFailure.notAws(reason);
    }

    private static String beginning(BufferedInputStream body) {
        try {
            body.mark(BEGINNING);
            String beginning = new String(body.readNBytes(BEGINNING), StandardCharsets.UTF_8);
            body.reset();
            return beginning.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
        } catch (IOException broken) {
            // The SDK reads the body next, fails in the same way and says so.
            throw new UncheckedIOException(broken);
        }
    }

    /** AWS gives each request an id; some of its answers have no body. */
    private static boolean namesRequest(SdkHttpResponse answer) {
        return Stream.of("x-amzn-RequestId", "x-amz-request-id")
                .anyMatch(name -> answer.firstMatchingHeader(name).isPresent());
    }

    /** What is sent counts as sent only when AWS says so. */
    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        if (context.response() instanceof PublishResponse published && published.messageId() == null) {
            throw AwsFailure.notAws("the answer names no message id");
        }
        if (context.response() instanceof PutEventsResponse put && put.failedEntryCount() == null) {
            throw AwsFailure.notAws("the answer does not say which events were taken");
        }
        return context.response();
    }
}
