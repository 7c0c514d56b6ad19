package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.Events;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Assumed;
import org.spotalert.model.InterruptionKind;

class EventPlaceTest {

    private static final Instant SENT = Instant.parse("2026-11-20T08:15:43Z");

    private final EventParser parser =
            new EventParser("us-east-1", () -> Optional.of("210987654321"), InterruptionKind.DEFAULTS);

    private Interruption read(String name) throws UnreadableEventException {
        return Parsers.only(parser, Events.text(name), SENT.toEpochMilli());
    }

    @Test
    void zoneIsNotTakenFromANormalArn() throws UnreadableEventException {
        assertThat(read("normal-arn").zone()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"detail-only-warning,INTERRUPTION_WARNING", "detail-only-rebalance,REBALANCE_RECOMMENDATION"})
    void detailAloneTakesTimeAndRegionFromElsewhere(String name, InterruptionKind kind)
            throws UnreadableEventException {
        Interruption interruption = read(name);

        assertThat(interruption.kind()).isEqualTo(kind);
        assertThat(interruption.noticedAt()).isEqualTo(SENT);
        assertThat(interruption.region()).isEqualTo("us-east-1");
        assertThat(interruption.account()).isEqualTo("210987654321");
        assertThat(interruption.assumed()).containsExactlyInAnyOrder(Assumed.REGION, Assumed.ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "null",
                "1795162542",
                "\"1795162542\"",
                "\"2026-11-20T08:15:42\"",
                "\"2026-11-20T08:15:42+0000\"",
                "\"<time>\"",
                "\"$.time\"",
                "{}",
                "\"+1000000000-12-31T23:59:59.999999999Z\"",
                "\"1969-12-31T23:59:59Z\""
            })
    void timeThatCannotBeReadIsThatOfTheMessage(String time) throws UnreadableEventException {
        String body = Events.text("interruption-warning-terminate").replace("\"2026-11-20T08:15:42Z\"", time);

        Interruption interruption = Parsers.only(parser, body, SENT.toEpochMilli());

        assertThat(interruption.noticedAt()).isEqualTo(SENT);
        assertThat(interruption.assumed()).containsExactly(Assumed.TIME);
        assertThat(interruption.placeAssumed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-time", "epoch-time"})
    void eventWithoutATimeIsTheSameNotice(String name) throws UnreadableEventException {
        assertThat(read(name).subject())
                .isEqualTo(read("interruption-warning-terminate").subject());
        assertThat(read(name).noticedAt()).isEqualTo(SENT);
    }

    /** Zones are of all partitions, of Local Zones and of Wavelength. */
    @ParameterizedTest
    @CsvSource({
        "eu-west-1b, eu-west-1",
        "us-west-2-lax-1a, us-west-2",
        "us-east-1-wl1-bos-wlz-1, us-east-1",
        "ap-southeast-5c, ap-southeast-5",
        "us-gov-west-1a, us-gov-west-1",
        "cn-north-1a, cn-north-1",
        "eusc-de-east-1a, eusc-de-east-1",
        "us-iso-east-1b, us-iso-east-1",
        "us-isob-east-1a, us-isob-east-1",
        "eu-isoe-west-1c, eu-isoe-west-1",
        "us-isof-south-1a, us-isof-south-1"
    })
    void regionIsThatOfTheZoneWhereTheEventNamesNone(String zone, String region) throws UnreadableEventException {
        for (String named : new String[] {"", "\"region\": \"<region>\",", "\"region\": \"" + zone + "\","}) {
            String body = Events.text("interruption-warning-terminate")
                    .replace("\"region\": \"eu-west-1\",", named)
                    .replace("aws:ec2:eu-west-1b", "aws:ec2:" + zone);

            Interruption interruption = Parsers.only(parser, body, 0);

            assertThat(interruption.region()).isEqualTo(region);
            assertThat(interruption.zone()).isEqualTo(zone);
            assertThat(interruption.assumed()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws-eusc:ec2:eusc-de-east-1:444455556666:instance/i-0a1b2c3d4e5f60718, eusc-de-east-1, 444455556666, false",
        "arn:aws-cn:ec2:cn-northwest-1:444455556666:instance/i-0a1b2c3d4e5f60718, cn-northwest-1, 444455556666, false",
        "arn:aws:ec2:eu-west-1b:instance/i-0a1b2c3d4e5f60718, eu-west-1, 210987654321, true",
        "i-0a1b2c3d4e5f60718, us-east-1, 210987654321, true"
    })
    void whatTheResourceDoesNotSayIsAssumed(String resource, String region, String account, boolean assumed)
            throws UnreadableEventException {
        Interruption interruption = Parsers.only(parser, """
                {"detail-type": "EC2 Spot Instance Interruption Warning", "time": "2026-11-20T08:15:42Z",
                 "resources": ["%s"], "detail": {"instance-id": "i-0a1b2c3d4e5f60718"}}""".formatted(resource), 0);

        assertThat(interruption.region()).isEqualTo(region);
        assertThat(interruption.account()).isEqualTo(account);
        assertThat(interruption.placeAssumed()).isEqualTo(assumed);
    }

    @Test
    void regionOfTheTopicIsNearerThanHome() throws UnreadableEventException {
        String body = "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:eu-west-1:123456789012:spot\",\"Message\":"
                + "\"{\\\"instance-id\\\":\\\"i-0a1b2c3d4e5f60718\\\",\\\"instance-action\\\":\\\"stop\\\"}\"}";

        Interruption interruption = Parsers.only(parser, body, 0);

        assertThat(interruption.region()).isEqualTo("eu-west-1");
        assertThat(interruption.assumed()).containsExactlyInAnyOrder(Assumed.REGION, Assumed.ACCOUNT);
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012, 123456789012",
        "12345678901, 012345678901",
        "1234567890123, 210987654321",
        "123, 210987654321",
        "-123456789012, 210987654321",
        "1e300, 210987654321"
    })
    void accountIsANumberOfTwelveDigits(String number, String account) throws UnreadableEventException {
        String body = Events.text("interruption-warning-terminate")
                .replace("\"account\": \"123456789012\"", "\"account\": " + number);

        assertThat(Parsers.only(parser, body, 0).account()).isEqualTo(account);
    }
}
