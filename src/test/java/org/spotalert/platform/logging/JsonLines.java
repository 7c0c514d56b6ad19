package org.spotalert.platform.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a logger writes, as the program's log has it with {@code SPOT_LOG_FORMAT=json}. */
public final class JsonLines implements AutoCloseable {

    private final Logger logger;
    private final LoggerContext format = new LoggerContext();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Encoder<ILoggingEvent> encoder;

    @SuppressWarnings("unchecked") // The program has one appender, to the console.
    public JsonLines(String logger) throws JoranException {
        this.logger = (Logger) LoggerFactory.getLogger(logger);
        format.putProperty("SPOT_LOG_FORMAT", "json");
        format.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(format);
        configurator.doConfigure(JsonLines.class.getResource("/logback.xml"));
        encoder = ((ConsoleAppender<ILoggingEvent>)
                        format.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("json"))
                .getEncoder();
        events.start();
        this.logger.addAppender(events);
    }

    /** The lines so far. */
    public List<MetricLine> all() {
        return events.list.stream()
                .map(event -> MetricLine.of(new String(encoder.encode(event), StandardCharsets.UTF_8)))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(events);
        format.stop();
    }
}
