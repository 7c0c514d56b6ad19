package org.spotalert.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Settings that change while the program runs. */
class SettingsRefreshTest {

    private static final String START = """
            {"SLACK_WEBHOOK_URL": "geheim1", "JIRA_TOKEN": "geheim2", "SPOT_CLUSTERS": "blue",
             "SPOT_STORE_PASSWORD": "geheim3"}""";

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path file = Path.of("");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void listen() throws IOException {
        log.start();
        ((Logger) LoggerFactory.getLogger(SettingsRefresh.class)).addAppender(log);
        file = directory.resolve("settings.json");
        write(START);
    }

    @AfterEach
    void listenNoMore() {
        ((Logger) LoggerFactory.getLogger(SettingsRefresh.class)).detachAppender(log);
        assertThat(said()).doesNotContain("geheim");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private Config config() {
        return Config.read(
                name -> name.equals("spot.config") ? Optional.of("file:" + file) : Optional.empty(), Map.of());
    }

    /** A secret that begins with "bad" is bad. */
    private SettingsRefresh refresh(Config config) {
        return new SettingsRefresh(config, SettingsRefreshTest::problems, () -> now);
    }

    private static List<String> problems(Function<String, Optional<String>> secrets) {
        return secrets.apply("spot.channel.slack.webhook")
                .filter(value -> value.startsWith("bad"))
                .map(value -> List.of("SLACK_WEBHOOK_URL (spot.channel.slack.webhook): is not an address"))
                .orElse(List.of());
    }

    private String said() {
        return log.list.stream()
                .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
                .toList()
                .toString();
    }

    @Test
    void newSecretOfAChannelIsUsedAndSaidByItsName() throws IOException {
        Config config = config();
        SettingsRefresh refresh = refresh(config);

        write(START.replace("geheim1", "geheim-new"));
        refresh.refresh();

        assertThat(config.getProperty("spot.channel.slack.webhook")).isEqualTo("geheim-new");
        assertThat(config.getProperty("spot.channel.jira.token")).isEqualTo("geheim2");
        assertThat(said())
                .contains("channels use new secrets", "SLACK_WEBHOOK_URL")
                .doesNotContain("JIRA");
        assertThat(refresh.warning()).isEmpty();
    }

    @Test
    void otherChangeWaitsForTheNextStartAndIsSaidOnce() throws IOException {
        Config config = config();
        SettingsRefresh refresh = refresh(config);

        write(START.replace("blue", "green").replace("geheim3", "geheim-new"));
        refresh.refresh();
        refresh.refresh();

        assertThat(config.getProperty("spot.clusters")).isEqualTo("blue");
        assertThat(config.getProperty("spot.store.password")).isEqualTo("geheim3");
        assertThat(log.list).hasSize(1);
        assertThat(said()).contains("they take effect at the next start", "SPOT_CLUSTERS", "SPOT_STORE_PASSWORD");
    }

    @Test
    void badSecretIsNotUsedButTheGoodOnesBesideItAre() throws IOException {
        Config config = config();
        SettingsRefresh refresh = refresh(config);

        write(START.replace("geheim1", "bad-geheim").replace("geheim2", "geheim-new"));
        refresh.refresh();

        assertThat(config.getProperty("spot.channel.slack.webhook")).isEqualTo("geheim1");
        assertThat(config.getProperty("spot.channel.jira.token")).isEqualTo("geheim-new");
        assertThat(refresh.warning())
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("SLACK_WEBHOOK_URL (spot.channel.slack.webhook): is not an address"));

        write(START);
        refresh.refresh();
        assertThat(refresh.warning()).isEmpty();
    }

    @Test
    void sourceThatCannotBeReadLeavesTheLastValues() throws IOException {
        Config config = config();
        SettingsRefresh refresh = refresh(config);

        Files.delete(file);
        refresh.refresh();
        refresh.refresh();

        assertThat(config.getProperty("spot.channel.slack.webhook")).isEqualTo("geheim1");
        assertThat(refresh.warning())
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("cannot be read: there is no file", "the last values that were good are in use"));
        assertThat(log.list).hasSize(1);

        write(START.replace("geheim1", "geheim-new"));
        refresh.refresh();
        assertThat(config.getProperty("spot.channel.slack.webhook")).isEqualTo("geheim-new");
        assertThat(refresh.warning()).isEmpty();
        assertThat(said()).contains("all settings can be read again");
    }

    @Test
    void secretThatIsGoneStaysInUse() throws IOException {
        Config config = config();
        SettingsRefresh refresh = refresh(config);

        write(START.replace("SLACK_WEBHOOK_URL", "SLACK_WEBHOOK"));
        refresh.refresh();

        assertThat(config.getProperty("spot.channel.slack.webhook")).isEqualTo("geheim1");
        assertThat(refresh.warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("is no longer where it was"));
    }

    @Test
    void refusalReadsTheSourcesAndSaysForAMinuteThatThereAreNewSecrets() throws IOException {
        Config config = config();
        SettingsRefresh refresh = refresh(config);
        assertThat(refresh.renewed()).isFalse();

        write(START.replace("geheim1", "geheim-new"));
        assertThat(refresh.renewed()).as("just read").isFalse();
        now = now.plusSeconds(11);
        assertThat(refresh.renewed()).isTrue();
        now = now.plusSeconds(59);
        assertThat(refresh.renewed()).isTrue();
        now = now.plusSeconds(2);
        assertThat(refresh.renewed()).isFalse();
    }
}
