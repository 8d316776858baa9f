package io.gatehouse.load.clients.workers;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

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

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private WorkerProtocol() {}

    static String text(Counts counts) {
        return COUNTS + MAPPER.writeValueAsString(counts);
    }

    static Counts counts(String line) {
        return MAPPER.readValue(line.substring(COUNTS.length()), Counts.class);
    }

    static String text(Outage outage) {
        ByteBuffer back = ByteBuffer.allocate(outage.backMillis().getNeededByteBufferCapacity());
        int length = outage.backMillis().encodeIntoByteBuffer(back);
        OutageLine seen = new OutageLine(
                outage.firstDrop(),
                outage.firstGreeting(),
                outage.firstBack(),
                outage.lastBack(),
                Arrays.copyOf(back.array(), length));
        return OUTAGE + MAPPER.writeValueAsString(seen);
    }

    static Outage outage(String line) {
        OutageLine seen = MAPPER.readValue(line.substring(OUTAGE.length()), OutageLine.class);
        Histogram back = Histogram.decodeFromByteBuffer(ByteBuffer.wrap(seen.back), 0);
        return new Outage(seen.firstDrop, seen.firstGreeting, seen.firstBack, seen.lastBack, back);
    }

    /** An outage with its histogram encoded. */
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    record OutageLine(long firstDrop, long firstGreeting, long firstBack, long lastBack, byte[] back) {}
}
