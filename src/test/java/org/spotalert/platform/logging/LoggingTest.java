package org.spotalert.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

class LoggingTest {

    private final LoggerContext logging = new LoggerContext();

    @AfterEach
    void stop() {
        logging.stop();
    }

    @Test
    void textIsTheDefaultAndCarriesKeysAndValues() throws JoranException {
        configure("", "");

        assertThat(line())
                .contains("WARN")
                .contains("channel failed")
                .contains("channel=\"mail\"")
                .endsWith(System.lineSeparator());
        assertThat(root().getLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void jsonIsFlatAndInUtc() throws JoranException, JsonProcessingException {
        configure("json", "");

        JsonNode line = new ObjectMapper().readTree(line());
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("timestamp", "level", "logger", "thread", "message", "channel", "exception");
        assertThat(line.get("timestamp").asText()).endsWith("Z");
        assertThat(line.get("channel").asText()).isEqualTo("mail");
        assertThat(line.get("exception").asText().lines())
                .hasSizeLessThan(40)
                .first()
                .asString()
                .contains("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.hc.client5.http.headers",
                "org.apache.hc.client5.http.wire",
                "org.apache.camel.component.http.HttpProducer",
                "org.apache.camel.main.BaseMainSupport",
                "software.amazon.awssdk.request",
                "software.amazon.awssdk.auth.signer.Aws4Signer",
                "org.eclipse.angus.mail"
            })
    void whatPrintsSecretsStaysQuietUnderTrace(String logger) throws JoranException {
        configure("text", "TRACE");

        assertThat(root().getLevel()).isEqualTo(Level.TRACE);
        assertThat(logging.getLogger(logger).isDebugEnabled()).isFalse();
    }

    private void configure(String format, String level) throws JoranException {
        if (!format.isEmpty()) {
            logging.putProperty("SPOT_LOG_FORMAT", format);
        }
        if (!level.isEmpty()) {
            logging.putProperty("SPOT_LOG_LEVEL", level);
        }
        logging.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logging);
        configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
    }

    private ch.qos.logback.classic.Logger root() {
        return logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private String line() {
        Iterator<ch.qos.logback.core.Appender<ILoggingEvent>> appenders = root().iteratorForAppenders();
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>) appenders.next();
        assertThat(appenders.hasNext()).isFalse();
        return new String(appender.getEncoder().encode(event()), StandardCharsets.UTF_8);
    }

    private LoggingEvent event() {
        LoggingEvent event = new LoggingEvent(
                LoggingTest.class.getName(),
                logging.getLogger("org.spotalert.notify.Channel"),
                Level.WARN,
                "channel failed",
                new IllegalStateException("outer", new IllegalStateException("refused")),
                new Object[0]);
        event.setKeyValuePairs(List.of(new KeyValuePair("channel", "mail")));
        return event;
    }
}
