package io.gatehouse.load.clients.workers;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** What a worker and its master say to each other, a line each. Both clocks are the machine's, so times can be compared. */
final class WorkerProtocol {
    static final String READY = "ready";
    static final String START = "start";
    static final String BEGIN_OUTAGE = "begin-outage";
    static final String TELL_OUTAGE = "tell-outage";

    /** Begins a line of counts. */
    static final String COUNTS = "counts ";

    /** Begins a line of an outage. */
    static final String OUTAGE = "outage ";

    private WorkerProtocol() {}

    static String text(Counts counts) {
        return COUNTS
                + joined(
                        counts.loggedIn(),
                        counts.lost(),
                        counts.attempts(),
                        counts.retries(),
                        counts.logins(),
                        counts.refused(),
                        counts.timedOut(),
                        counts.unreachable(),
                        counts.broken(),
                        counts.dropped(),
                        counts.lagMaxMicros());
    }

    static Counts counts(String line) {
        long[] n = Arrays.stream(words(line)).mapToLong(Long::parseLong).toArray();
        return new Counts(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10]);
    }

    static String text(Outage outage) {
        Histogram back = outage.backMillis();
        ByteBuffer encoded = ByteBuffer.allocate(back.getNeededByteBufferCapacity());
        int length = back.encodeIntoByteBuffer(encoded);
        String histogram = Base64.getEncoder().encodeToString(Arrays.copyOf(encoded.array(), length));
        return OUTAGE
                + joined(outage.firstDrop(), outage.firstGreeting(), outage.firstBack(), outage.lastBack())
                + " "
                + histogram;
    }

    static Outage outage(String line) {
        String[] words = words(line);
        return new Outage(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                histogram(Base64.getDecoder().decode(words[4])));
    }

    private static Histogram histogram(byte[] encoded) {
        return Histogram.decodeFromByteBuffer(ByteBuffer.wrap(encoded), 0);
    }

    private static String joined(long... numbers) {
        return LongStream.of(numbers).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    private static String[] words(String line) {
        return line.substring(line.indexOf(' ') + 1).split(" ");
    }
}
