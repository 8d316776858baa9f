package io.gatehouse.directory.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import org.slf4j.LoggerFactory;

/** Has netty watch each of its buffers, and hears of those that were not released. */
public final class NettyLeaks implements AutoCloseable {
    private static final int ROUNDS = 5;
    private static final int BUFFERS = 200;

    private final Level before = ResourceLeakDetector.getLevel();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

    public NettyLeaks() {
        ResourceLeakDetector.setLevel(Level.PARANOID);
        reports.start();
        logger.addAppender(reports);
    }

    /** A buffer that was lost is reported when it was collected and another is made. */
    public void assertNone() {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            for (int j = 0; j < BUFFERS; j++) {
                ByteBufAllocator.DEFAULT.buffer(1).release();
            }
        }
        assertThat(reports.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }

    @Override
    public void close() {
        logger.detachAppender(reports);
        ResourceLeakDetector.setLevel(before);
    }
}
