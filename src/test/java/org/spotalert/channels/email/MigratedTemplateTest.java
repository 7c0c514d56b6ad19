package org.spotalert.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.channels.ChannelRoute;
import org.spotalert.channels.message.Alerts;
import org.spotalert.model.Alert;

/** The mail template of a Lambda function, with the placeholders that docs/migrating-from-lambda.md gives it. */
class MigratedTemplateTest {

    @RegisterExtension
    static final GreenMailExtension MAIL = new GreenMailExtension(
                    new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
            .withConfiguration(GreenMailConfiguration.aConfig().withUser("alerts", "password"));

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path templates;

    private static String document() throws Exception {
        return Files.readString(Path.of("docs/migrating-from-lambda.md"));
    }

    private static String template() throws Exception {
        Matcher block = Pattern.compile("```ftl\n(.*?)```", Pattern.DOTALL).matcher(document());
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private String mailed(List<Alert> alerts) throws Exception {
        Files.createDirectories(templates.resolve("email"));
        Files.copy(Path.of("templates/message.md.ftl"), templates.resolve("message.md.ftl"));
        Files.writeString(templates.resolve("email/message.html.ftlh"), template());
        SmtpProperties properties = new SmtpProperties(
                "127.0.0.1", MAIL.getSmtp().getPort(), SmtpProperties.Tls.NONE, "example.com", true, SOON, SOON);
        Map<String, String> settings = Map.of(
                "spot.templates",
                templates.toString(),
                "spot.channel.email.host",
                "127.0.0.1",
                "spot.channel.email.port",
                String.valueOf(MAIL.getSmtp().getPort()),
                "spot.channel.email.from",
                "alerts@example.com",
                "spot.channel.email.to",
                "a@example.com");
        try (ChannelRoute route = new ChannelRoute("email", settings, EmailParts.beans(properties, "password", ""))) {
            assertThat(route.send(alerts).getException()).isNull();
        }
        MimeMessage mail = MAIL.getReceivedMessages()[0];
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent();
    }

    @Test
    void isMailedAsItWas() throws Exception {
        String html = mailed(List.of(Alerts.warning()
                .services(Alerts.service("orders", 4, 50), Alerts.service("<b>cart", 1, 100))
                .alert()));

        assertThat(html)
                .contains("<h2>Spot interruption: " + Alerts.ID, ">web-1</a>, m5.large in eu-west-1b")
                .contains("blue, 210987654321, eu-west-1", "2026-11-20 08:15:42 UTC, 2026-11-20 08:17:42 UTC")
                .contains("<h2>2 affected services</h2>", "<td>orders</td><td>4 desired, 4 running, 0 pending</td>")
                .contains("<td>web:7</td>", "&lt;b&gt;cart")
                .doesNotContain("none");
    }

    @Test
    void saysABatchToo() throws Exception {
        Alert one = Alerts.warning().services(0, "").alert();

        assertThat(mailed(List.of(Alerts.about(1, one), Alerts.about(2, one))))
                .contains("Spot interruption: " + Alerts.id(1), "Spot interruption: " + Alerts.id(2), "<td>none</td>");
    }

    @Test
    void hasEveryPlaceholderOfTheTable() throws Exception {
        String template = template();
        String table = document()
                .substring(
                        document().indexOf("by one name or another"), document().indexOf("```ftl"));

        assertThat(Pattern.compile("\\$\\{[^}]+}").matcher(table).results().map(found -> found.group()))
                .hasSizeGreaterThan(10)
                .allMatch(template::contains);
    }
}
