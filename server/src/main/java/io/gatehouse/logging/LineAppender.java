package io.gatehouse.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Hands lines to a thread of its own that writes them, so that a reader of stderr who has stopped reading never stops a
 * login: with {@value #CAPACITY} lines waiting, further ones are lost and counted.
 */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    static final int CAPACITY = 2048;

    private static final long STOP_MILLIS = 1000;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicInteger unwritten = new AtomicInteger();
    private final LongAdder lost = new LongAdder();
    private final OutputStream out;
    private final Thread writer = new Thread(this::write, "gatehouse-log");
    private volatile Line line;

    LineAppender(OutputStream out, Line line) {
        this.out = out;
        this.line = line;
        writer.setDaemon(true);
    }

    void line(Line line) {
        this.line = line;
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] encoded = line.encode(event);
        unwritten.incrementAndGet();
        if (!lines.offer(encoded)) {
            lost.increment();
            written();
        }
    }

    /** Waits until everything is written, but no longer than a second. */
    void flush() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        synchronized (unwritten) {
            try {
                while (unwritten.get() > 0 && System.nanoTime() < end) {
                    unwritten.wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Writes what is waiting, for up to a second. */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        flush();
        if (!lines.offer(END)) {
            // The reader is stuck; the writer is a daemon thread and ends with the process.
            lines.clear();
        }
    }

    private void write() {
        try {
            for (byte[] next = lines.take(); next.length > 0; next = lines.take()) {
                out.write(next);
                tellLost();
                written();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Nobody can read the log any more; there is nowhere left to say so.
            super.stop();
        } finally {
            unwritten.set(0);
            wakeFlush();
        }
    }

    private void written() {
        if (unwritten.decrementAndGet() == 0) {
            wakeFlush();
        }
    }

    private void wakeFlush() {
        synchronized (unwritten) {
            unwritten.notifyAll();
        }
    }

    private void tellLost() throws IOException {
        if (lost.sum() > 0) {
            String told = "... and " + lost.sumThenReset() + " lines lost, for the log is read too slowly\n";
            out.write(told.getBytes(StandardCharsets.UTF_8));
        }
    }
}
