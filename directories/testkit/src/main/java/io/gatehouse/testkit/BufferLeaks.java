package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

/** Whether buffers are lost meanwhile: Netty looks at each of them where {@code io.netty.leakDetection.level} is {@code paranoid}. */
public final class BufferLeaks implements AutoCloseable {
    private static final int ROUNDS = 10;

    private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();

    /** From now on. */
    public BufferLeaks() {
        told.start();
        logger.addAppender(told);
    }

    /** Whether each buffer is looked at. */
    public static boolean isLookedFor() {
        return ResourceLeakDetector.getLevel() == ResourceLeakDetector.Level.PARANOID;
    }

    /** One that is lost is told of when another one is taken after a collection. */
    public void assertNone() {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
        assertThat(told.list).isEmpty();
    }

    @Override
    public void close() {
        logger.detachAppender(told);
    }
}
