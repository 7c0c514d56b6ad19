package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.RawConnection;

/** Attacks on the incident page, by strangers and by those who know the password. */
class PageAttackIT extends AttackedProgram {

    private static final String STRANGER = "";

    private static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
    }

    private static String[] everybody() {
        return new String[] {STRANGER, KNOWN};
    }

    @Test
    void formsThatComeSlowly() {
        byte[] megabyte = new byte[1024 * 1024];
        for (String headers : everybody()) {
            for (int each = 0; each < 30; each++) {
                RawConnection attacker = attacker();
                attacker.send("POST /spot/page/silences HTTP/1.1\r\nHost: x\r\n" + headers
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9500000\r\n\r\ntoken=");
                attacker.send(megabyte);
            }
        }
    }

    @Test
    void largeHeadersAndHugeQueries() {
        for (String headers : everybody()) {
            RawConnection header = attacker();
            RawConnection query = attacker();
            header.send("GET /spot/ HTTP/1.1\r\nHost: x\r\n" + headers + "X-A: " + "a".repeat(1024 * 1024));
            query.send("GET /spot/page/history?cluster=" + "a".repeat(1024 * 1024));

            assertThat(firstLine(header.receive())).doesNotContain(" 200");
            assertThat(firstLine(query.receive())).doesNotContain(" 200");
        }
    }

    /** As long as an address may be, and as bad for whatever compares patterns. */
    @ParameterizedTest
    @ValueSource(strings = {"cluster=", "service=", "text="})
    void patternsThatFitInManyWays(String filter) {
        String query = "/spot/page/history?since=30d&" + filter + "*a".repeat(1500) + "*b";
        for (String headers : everybody()) {
            IntStream.range(0, 20)
                    .forEach(each -> attacker().send(get(query, headers).repeat(5)));
        }
    }

    @Test
    void thousandRequestsThatNeverEnd() {
        for (String headers : everybody()) {
            IntStream.range(0, 500)
                    .forEach(each ->
                            attacker().send("GET /spot/page/plots HTTP/1.1\r\nHost: x\r\n" + headers + "X-A: "));
        }
    }

    @Test
    void manyRequestsInOneByClientsThatDoNotRead() throws Exception {
        for (String headers : everybody()) {
            for (int each = 0; each < 15; each++) {
                flood(get("/spot/page/plots?since=30d", headers).repeat(1000));
            }
        }
        programDoesItsWork();
    }
}
