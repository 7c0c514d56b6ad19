package org.spotalert.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spotalert.local.Browser;

/** Looks at a night of the demo as somebody does who has started it. */
@Tag("browser")
class DemoIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration NIGHT = Duration.ofMinutes(8);
    private static final Pattern INVITATION = Pattern.compile(
            "Messages +(\\S+)\\s+Incident page +http://(\\S+)\\s+Routes in Hawtio +(\\S+)\\s+Log in as (\\S+) with the password (\\S+)");
    private static final Path PICTURES = Path.of("target", "pictures");

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() throws Exception {
        thread.shutdownNow();
        assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void everythingThatHappensIsSeen() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Demo demo = new Demo(true, new PrintStream(output, true, UTF_8));
        Future<?> night = thread.submit(() -> {
            demo.run();
            return null;
        });
        try (Browser browser = Browser.start()) {
            Matcher invitation = await("addresses")
                    .atMost(SOON)
                    .until(() -> INVITATION.matcher(output.toString(UTF_8)), Matcher::find);
            String inbox = invitation.group(1);
            browser.size(1280, 800);
            browser.open(inbox);
            await("the night")
                    .atMost(NIGHT)
                    .until(() -> browser.text(), text -> text.contains("One more interruption"));
            await("the height of a message")
                    .atMost(SOON)
                    .until(() -> browser.run("return document.querySelector('iframe').style.height")
                            .asText()
                            .endsWith("px"));
            browser.view(PICTURES.resolve("demo.png"));

            assertThat(messages(browser, "A load test")).isEmpty();
            assertThat(messages(browser, "Google Chat fails"))
                    .containsAll(Receivers.channels().stream()
                            .filter(channel -> !channel.equals("google-chat"))
                            .toList())
                    .doesNotContain("google-chat");
            assertThat(messages(browser, "Google Chat answers")).containsExactly("google-chat");
            assertThat(messages(browser, "The tasks run elsewhere")).containsAll(Receivers.channels());
            assertThat(messages(browser, "The storm is over")).containsAll(Receivers.channels());
            assertThat(messages(browser, "A storm")).containsAll(Receivers.channels());
            browser.click("label:has(#only-sms)");
            assertThat(browser.run(
                                    "return [...new Set([...document.querySelectorAll('article')].filter(each => each.checkVisibility()).map(each => each.className))].join()")
                            .asText())
                    .isEqualTo("sms");
            browser.size(390, 844);
            assertThat(browser.run("return document.documentElement.scrollWidth")
                            .asInt())
                    .isEqualTo(390);
            assertThat(browser.errors()).isEmpty();

            String digest = browser.run("return [...document.querySelectorAll('#event-5 .slack iframe')].pop().src")
                    .asText();
            browser.open(digest);
            assertThat(browser.text()).contains("Spot Instances in shop", "What to do");

            browser.open("http://" + invitation.group(4) + ":" + invitation.group(5) + "@" + invitation.group(2)
                    + "page/history");
            assertThat(browser.text()).contains("batch", "suppressed", "recovered");
            assertThat(night).isNotDone();
        }
    }

    /** The channels of the messages below this heading. */
    private static List<String> messages(Browser browser, String heading) {
        List<String> channels = new ArrayList<>();
        browser.run("""
                const section = [...document.querySelectorAll('section')].find(each => each.innerText.includes(arguments[0]));
                return [...section.querySelectorAll('article')].map(article => article.className);
                """, heading).forEach(channel -> channels.add(channel.asText()));
        return channels;
    }
}
