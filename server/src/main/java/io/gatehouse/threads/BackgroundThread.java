package io.gatehouse.threads;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A thread for work of which nobody waits for the end while logins are answered, such as reading a large file again. It takes a
 * quarter of one processor: what it may take grows with time up to a burst, and is looked at by {@link #step}, which other threads
 * pass without a rest.
 */
public final class BackgroundThread extends Thread {
    private static final int PART = 4;
    private static final long BURST = TimeUnit.MILLISECONDS.toNanos(20);
    /** It does not rest for less than this work: whoever wakes up on the same processor may have to wait for the end of it. */
    private static final long SLICE = TimeUnit.MICROSECONDS.toNanos(200);

    /** So many elements of a stream pass between two steps. */
    private static final int ELEMENTS = 64;

    private final ThreadMXBean times = ManagementFactory.getThreadMXBean();
    private long lookedAt = System.nanoTime();
    private long taken;
    /** Processor time that may be taken; below zero what was taken too early. In nanoseconds. */
    private long allowed = BURST;

    private int elements;

    /** A thread that does not keep the process from ending. */
    public BackgroundThread(Runnable work, String name) {
        super(work, name);
        setDaemon(true);
    }

    /** A part of the work is done: rests when it is time to. Costs under a microsecond, so it is for some 10 to 100 us of work. */
    public static void step() {
        if (Thread.currentThread() instanceof BackgroundThread current) {
            current.restIfDue();
        }
    }

    /** The same stream, in whose elements there is a step now and then. For the thread that asks for it. */
    public static <T> Stream<T> paced(Stream<T> stream) {
        return Thread.currentThread() instanceof BackgroundThread current
                ? stream.peek(unused -> current.pass())
                : stream;
    }

    /** The same bytes, with a step before each block that is read. */
    public static InputStream paced(InputStream in) {
        return Thread.currentThread() instanceof BackgroundThread ? new Paced(in) : in;
    }

    /** Waits for a time; less when the thread is interrupted. */
    public static void rest(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void pass() {
        if (++elements % ELEMENTS == 0) {
            restIfDue();
        }
    }

    private void restIfDue() {
        look();
        if (allowed <= -SLICE) {
            rest(-allowed * PART);
            look();
        }
    }

    private void look() {
        long now = System.nanoTime();
        long cpu = times.getCurrentThreadCpuTime();
        allowed = Math.min(BURST, allowed + (now - lookedAt) / PART - (cpu - taken));
        lookedAt = now;
        taken = cpu;
    }

    private static final class Paced extends FilterInputStream {
        Paced(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            step();
            return super.read(bytes, offset, length);
        }
    }
}
