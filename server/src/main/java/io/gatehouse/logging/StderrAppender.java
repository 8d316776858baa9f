package io.gatehouse.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Logback's queue and thread in front of stderr, so that a reader of stderr who stops reading never stops a login: with
 * {@value #CAPACITY} lines waiting, further ones are lost and counted. {@link AsyncAppender} does not count what it
 * discards, so it is given a line only while there is room for it.
 */
final class StderrAppender extends AsyncAppender {
    static final int CAPACITY = 2048;

    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Semaphore room = new Semaphore(CAPACITY);
    private final LongAdder lost = new LongAdder();
    private final OutputStream out;
    private volatile Line line;

    StderrAppender(OutputStream out, Line line) {
        this.out = out;
        this.line = line;
        setQueueSize(CAPACITY);
        setDiscardingThreshold(0);
        setNeverBlock(true);
    }

    void line(Line line) {
        this.line = line;
    }

    @Override
    public void start() {
        Writer writer = new Writer();
        writer.setContext(getContext());
        writer.start();
        addAppender(writer);
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!room.tryAcquire()) {
            lost.increment();
            return;
        }
        try {
            super.append(event);
        } catch (RuntimeException e) {
            // An event that cannot be prepared has not been queued.
            room.release();
            throw e;
        }
    }

    /** Waits until everything is written, but no longer than a second. */
    void flush() {
        long end = System.nanoTime() + FLUSH_NANOS;
        while (room.availablePermits() < CAPACITY && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Called on the queue's thread alone. */
    private final class Writer extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private boolean closed;

        @Override
        protected void append(ILoggingEvent event) {
            try {
                if (!closed) {
                    out.write(line.encode(event));
                    tellLost();
                }
            } catch (IOException e) {
                // Nobody can read the log any more; there is nowhere left to say so.
                closed = true;
            } finally {
                room.release();
            }
        }

        private void tellLost() throws IOException {
            long number = lost.sumThenReset();
            if (number > 0) {
                LoggingEvent told = new LoggingEvent();
                told.setTimeStamp(System.currentTimeMillis());
                told.setLevel(Level.WARN);
                told.setLoggerName(StderrAppender.class.getName());
                told.setThreadName(Thread.currentThread().getName());
                told.setMessage(number + " lines lost, since the log is read too slowly");
                out.write(line.encode(told));
            }
        }
    }
}
