package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.spotalert.local.RawConnection;

/** Attacks on what shows the program's figures, by strangers and by those who know the password. */
class ManagementAttackIT extends AttackedProgram {

    /** The stop comes amid an attack. */
    @AfterAll
    static void attackOnceMore() {
        IntStream.range(0, 50).forEach(each -> attacker().send(post(KNOWN, lists(1)) + "GET /observe/health"));
    }

    private static String post(String headers, String body) {
        return "POST /observe/jolokia/ HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String lists(int count) {
        return Collections.nCopies(count, "{\"type\":\"list\"}").toString();
    }

    @Test
    void twentyListsInOneRequest() {
        RawConnection stranger = attacker();
        RawConnection known = attacker();
        stranger.send(post("", lists(20)));
        known.send(post(KNOWN, lists(20)));

        assertThat(firstLine(stranger.receive())).startsWith("HTTP/1.1 401");
        assertThat(firstLine(known.receive())).startsWith("HTTP/1.1 413");
    }

    @Test
    void manyListsAtOnceByClientsThatLogInAndDoNotRead() throws Exception {
        for (int round = 0; round < 3; round++) {
            IntStream.range(0, 60)
                    .forEach(each -> attacker().send(post(KNOWN, lists(1)).repeat(5)));
            programDoesItsWork();
        }
    }

    @Test
    void manyListsAtOnceByClientsThatLogInAndRead() throws Exception {
        List<Thread> readers = IntStream.range(0, 40)
                .mapToObj(each -> {
                    RawConnection attacker = attacker();
                    Thread reader = new Thread(() -> {
                        attacker.send(post(KNOWN + "Connection: close\r\n", lists(1)));
                        attacker.receive();
                    });
                    reader.start();
                    return reader;
                })
                .toList();
        programDoesItsWork();
        for (Thread reader : readers) {
            reader.join();
        }
    }

    @Test
    void stalledPosts() {
        byte[] megabyte = new byte[1024 * 1024];
        for (String headers : List.of("", KNOWN)) {
            for (int each = 0; each < 23; each++) {
                RawConnection attacker = attacker();
                attacker.send(
                        "POST /observe/jolokia/ HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: 9500000\r\n\r\n");
                attacker.send(megabyte);
            }
        }
        for (int each = 0; each < 23; each++) {
            RawConnection attacker = attacker();
            attacker.send("POST /observe/health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n");
            attacker.send(megabyte);
        }
    }

    @Test
    void halfSentRequests() {
        IntStream.range(0, 830).forEach(each -> attacker().send("GET /observe/health HTTP/1.1\r\nHost: x\r\nX-A: "));
    }

    @Test
    void requestsWithoutEndByClientsThatDoNotRead() throws Exception {
        for (int each = 0; each < 30; each++) {
            flood("GET /observe/metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000));
        }
        programDoesItsWork();
    }

    @Test
    void largeHeadersAndAddresses() {
        RawConnection headers = attacker();
        RawConnection address = attacker();
        headers.send("GET /observe/health HTTP/1.1\r\nX-A: " + "a".repeat(1024 * 1024));
        address.send("GET /observe/health?" + "a".repeat(1024 * 1024));

        assertThat(firstLine(headers.receive())).doesNotContain(" 200");
        assertThat(firstLine(address.receive())).doesNotContain(" 200");
    }
}
