package org.spotalert.platform.aws;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The source of the credentials gives none, so that AWS cannot even be asked. */
public final class NoCredentialsException extends SdkClientException {

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
