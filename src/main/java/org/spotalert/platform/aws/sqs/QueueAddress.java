package org.spotalert.platform.aws.sqs;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Arn;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Where the queue is: a name, a URL or an ARN.
 *
 * @param name the queue's name
 * @param url the queue's URL; null when only SQS knows it
 * @param account the queue's owner; null when the name stands alone
 * @param region the queue's region; null when it is the program's own
 */
public record QueueAddress(
        String name,
        @Nullable String url,
        @Nullable String account,
        @Nullable String region) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,75}(?:\\.fifo)?|[A-Za-z0-9_-]{1,80}");
    private static final Pattern URL_PATH = Pattern.compile("/(?:queue/)?([0-9]{12})/([A-Za-z0-9_.-]{1,80})");
    private static final Pattern URL_HOST =
            Pattern.compile("(?:sqs(?:-fips)?\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\.([a-z0-9.-]+)");

    /** The queue in this text; an IllegalArgumentException says what would be right when there is none. */
    public static QueueAddress parse(String text) {
        Optional<QueueAddress> address = text.startsWith("arn:")
                ? ofArn(text)
                : text.contains("://")
                        ? ofUrl(text)
                        : Optional.of(text)
                                .filter(name -> NAME.matcher(name).matches())
                                .map(name -> new QueueAddress(name, null, null, null));
        return address.orElseThrow(() -> new IllegalArgumentException("\"" + text
                + "\" is not a queue: give its name, its URL (https://sqs.REGION.amazonaws.com/ACCOUNT/NAME)"
                + " or its ARN (arn:aws:sqs:REGION:ACCOUNT:NAME)"));
    }

    /** The account in a queue's URL; null when it is in none of the usual forms. */
    public static @Nullable String account(String url) {
        return ofUrl(url).map(QueueAddress::account).orElse(null);
    }

    private static Optional<QueueAddress> ofArn(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.service().equals("sqs") && !arn.region().isEmpty())
                .filter(arn -> NAME.matcher(arn.resource()).matches())
                .map(arn -> new QueueAddress(
                        arn.resource(),
                        "https://sqs." + arn.region() + "." + domain(arn.region()) + "/" + arn.account() + "/"
                                + arn.resource(),
                        arn.account(),
                        arn.region()));
    }

    private static String domain(String region) {
        return PartitionMetadata.of(Region.of(region)).dnsSuffix();
    }

    /** The Region in the host of one of SQS's own endpoints; null for another host, such as that of a proxy. */
    private static @Nullable String region(String host) {
        Matcher matcher = URL_HOST.matcher(host);
        if (!matcher.matches()) {
            return null;
        }
        String region = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return matcher.group(3).equals(domain(region)) ? region : null;
    }

    private static Optional<QueueAddress> ofUrl(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        Matcher path = URL_PATH.matcher(uri.getPath() == null ? "" : uri.getPath());
        if (uri.getHost() == null || !path.matches()) {
            return Optional.empty();
        }
        return Optional.of(new QueueAddress(path.group(2), text, path.group(1), region(uri.getHost())));
    }
}
