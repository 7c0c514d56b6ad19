package org.spotalert.pipeline.decide;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What a class has logged since this was made, each line with its keys. */
final class LogLines implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    LogLines(Class<?> source) {
        logger = (Logger) LoggerFactory.getLogger(source);
        lines.start();
        logger.addAppender(lines);
    }

    List<String> texts() {
        return lines.list.stream().map(LogLines::text).toList();
    }

    private static String text(ILoggingEvent line) {
        return line.getMessage()
                + (line.getKeyValuePairs() == null
                        ? ""
                        : line.getKeyValuePairs().stream()
                                .map(pair -> " " + pair.key + "=" + pair.value)
                                .collect(Collectors.joining()));
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
    }
}
