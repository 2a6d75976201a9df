package io.github.imednet.snowflake.run;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that Camel, Kafka's clients and this project say in their logs until it is closed. */
public final class LogLines implements AutoCloseable {

    private static final List<String> SPEAKERS = List.of("org.apache.camel", "org.apache.kafka", "io.github.imednet");

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final LoggerContext log = (LoggerContext) LogManager.getContext(false);

    public LogLines(Level level) {
        AbstractAppender appender = new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                lines.add(event.getMessage().getFormattedMessage() + ' ' + event.getThrown());
            }
        };
        appender.start();
        Configuration configuration = log.getConfiguration();
        for (String speaker : SPEAKERS) {
            LoggerConfig config = new LoggerConfig(speaker, level, false);
            config.addAppender(appender, level, null);
            configuration.addLogger(speaker, config);
        }
        log.updateLoggers();
    }

    /** Those so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        SPEAKERS.forEach(log.getConfiguration()::removeLogger);
        log.updateLoggers();
    }
}
