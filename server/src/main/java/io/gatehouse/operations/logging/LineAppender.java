package io.gatehouse.operations.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
        if (!lines.offer(line.encode(event))) {
            lost.increment();
        }
    }

    /** Writes what is waiting, for up to a second. */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        try {
            if (lines.offer(END, STOP_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                writer.join(STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            for (byte[] next = lines.take(); next != END; next = lines.take()) {
                out.write(next);
                tellLost();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Nobody can read the log any more; there is nowhere left to say so.
            super.stop();
        }
    }

    private void tellLost() throws IOException {
        if (lost.sum() > 0) {
            String told = "... and " + lost.sumThenReset() + " lines lost, for the log is read too slowly\n";
            out.write(told.getBytes(StandardCharsets.UTF_8));
        }
    }
}
