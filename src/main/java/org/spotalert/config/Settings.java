package org.spotalert.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.aws.AssumedRole;
import org.spotalert.aws.AwsAddress;
import org.spotalert.aws.AwsClients;
import org.spotalert.aws.CallerCredentials;
import org.spotalert.aws.QueueAddress;
import org.spotalert.claim.StoreSettings;
import org.spotalert.decide.Schedules;
import org.spotalert.event.InterruptionKind;

/**
 * The settings, checked.
 *
 * @param visibilityTimeout how long a received message stays hidden from other consumers
 * @param waitTime how long a look at an empty queue lasts
 * @param region the program's own region, from the SDK's settings
 * @param role the role to assume for AWS calls, or with {@code {account}} in it for lookups in other accounts; null
 *     to call with the credentials as they are
 * @param lookups how it is looked up what instances run
 * @param kinds the kinds of events to tell of
 * @param window how messages are gathered into batches
 * @param drain whether interrupted container instances are set to draining
 * @param followUp whether it is followed up how an interruption ended
 * @param provisionedRule the name of the EventBridge rule to make; null to make none
 * @param suppression what decides that nobody is told
 * @param management how the management port is reached
 * @param store where the claims are kept
 * @param timezone the zone whose times are told beside UTC
 * @param routes the directory of the route files
 * @param templates the directory of the templates
 */
public record Settings(
        QueueAddress queue,
        Duration visibilityTimeout,
        Duration waitTime,
        String region,
        @Nullable AssumedRole role,
        LookupSettings lookups,
        Set<InterruptionKind> kinds,
        WindowSettings window,
        boolean drain,
        FollowUpSettings followUp,
        @Nullable String provisionedRule,
        SuppressionSettings suppression,
        ManagementSettings management,
        StoreSettings store,
        ZoneId timezone,
        Path routes,
        Path templates,
        ChannelSettings channels) {

    private static final String ANY_ACCOUNT = "000000000000";

    /**
     * Reads and checks all settings.
     *
     * @param properties a property's value, with every placeholder resolved
     * @throws BadSettingsException naming everything that is wrong
     */
    public static Settings read(Function<String, Optional<String>> properties) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<QueueAddress> queue = queue(reader);
        Supplier<Integer> visibilityTimeout = reader.required(
                "spot.queue.visibility-timeout", "a number of seconds", SettingsReader.number(2, 43_200));
        Supplier<Integer> waitTime =
                reader.required("spot.queue.wait-time", "a number of seconds", SettingsReader.number(0, 20));
        Supplier<String> region = region(reader);
        Optional<AssumedRole> role = role(reader);
        Supplier<LookupSettings> lookups = LookupSettings.read(reader);
        Supplier<Set<InterruptionKind>> kinds = EventSettings.read(reader);
        Supplier<WindowSettings> window = WindowSettings.read(reader);
        boolean drain = reader.flag("spot.drain");
        Supplier<FollowUpSettings> followUp = FollowUpSettings.read(reader);
        boolean provision = reader.flag("spot.provision");
        Supplier<String> rule = reader.required("spot.provision.rule", "the rule's name", Settings::ruleName);
        SuppressionSettings suppression = SuppressionSettings.read(reader);
        Supplier<ManagementSettings> management = ManagementSettings.read(reader);
        Supplier<StoreSettings> store = ClaimSettings.read(reader);
        Supplier<ZoneId> timezone = timezone(reader);
        Supplier<Path> routes = RouteSettings.read(reader);
        Path templates = Path.of(reader.text("spot.templates"));
        Supplier<ChannelSettings> channels = ChannelSettings.read(reader, templates);
        SettingsOfOthers.check(reader);
        reader.finish();
        return new Settings(
                queue.get(),
                Duration.ofSeconds(visibilityTimeout.get()),
                Duration.ofSeconds(waitTime.get()),
                region.get(),
                role.orElse(null),
                lookups.get(),
                kinds.get(),
                window.get(),
                drain,
                followUp.get(),
                provision ? rule.get() : null,
                suppression,
                management.get(),
                store.get(),
                timezone.get(),
                routes.get(),
                templates,
                channels.get());
    }

    static Supplier<QueueAddress> queue(SettingsReader reader) {
        return reader.required(
                "spot.queue", "the name, URL or ARN of the SQS queue that EventBridge fills", QueueAddress::parse);
    }

    static Supplier<String> region(SettingsReader reader) {
        Optional<String> region = AwsClients.ownRegion();
        if (region.isEmpty()) {
            AwsClients.missingProfile().ifPresent(profile -> reader.problem("AWS_PROFILE: " + profile));
        }
        if (region.isEmpty() && AwsClients.missingProfile().isEmpty()) {
            reader.problem("AWS_REGION: is missing; give the region of the queue, or a profile that names one");
        }
        return region::orElseThrow;
    }

    static Optional<AssumedRole> role(SettingsReader reader) {
        Optional<String> externalId = reader.optional("spot.assume-role-external-id", Settings::externalId);
        Optional<Set<String>> accounts = reader.optional("spot.accounts", Settings::accounts);
        return reader.optional("spot.assume-role-arn", Settings::roleArn)
                .map(arn -> new AssumedRole(arn, externalId.orElse(null), accounts.orElse(Set.of())));
    }

    /** ExternalId, AssumeRole, STS API reference. */
    private static String externalId(String text) {
        if (!text.matches("[\\w+=,.@:/-]{2,1224}")) {
            throw new IllegalArgumentException(
                    "is not an external id; it has from 2 to 1224 letters, digits or characters of + = , . @ : / - _");
        }
        return text;
    }

    private static Set<String> accounts(String text) {
        Set<String> accounts = new TreeSet<>();
        for (String account : text.split("\\s*,\\s*")) {
            if (!account.matches("[0-9]{12}")) {
                throw new IllegalArgumentException(
                        "\"" + account + "\" is not an account; give numbers of 12 digits, separated by commas");
            }
            accounts.add(account);
        }
        return accounts;
    }

    static Supplier<ZoneId> timezone(SettingsReader reader) {
        return reader.required("spot.timezone", "the name of a time zone such as Europe/Berlin", Schedules::zone);
    }

    private static String ruleName(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("\"" + text + "\" is not the name of a rule");
        }
        return text;
    }

    private static String roleArn(String text) {
        return AwsAddress.parse(text.replace(CallerCredentials.ACCOUNT, ANY_ACCOUNT))
                .filter(arn -> arn.service().equals("iam") && arn.resource().startsWith("role/"))
                .map(arn -> text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not the ARN of a role; give arn:aws:iam::ACCOUNT:role/NAME"));
    }
}
