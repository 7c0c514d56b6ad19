package org.spotalert.local;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What a class has logged since this was made, each line with its keys. */
public final class LogLines implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    public LogLines(Class<?> source) {
        logger = (Logger) LoggerFactory.getLogger(source);
        // Whoever logs is another thread.
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
    }

    /** The lines so far. */
    public List<String> texts() {
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
