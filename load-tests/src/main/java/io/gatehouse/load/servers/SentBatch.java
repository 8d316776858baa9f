package io.gatehouse.load.servers;

import io.gatehouse.load.servers.batch.RequestBatch;
import java.util.List;

/**
 * A batch that was sent and whose answers were waited for.
 *
 * @param settledNanos when no more answers were waited for
 */
record SentBatch(RequestBatch batch, List<Segment> segments, long settledNanos) {
    SentBatch {
        segments = List.copyOf(segments);
    }

    /** Until when the processes' CPU time counts as spent for a segment: what the last one left over is its own. */
    long spentUntil(Segment segment) {
        return segment.equals(segments.get(segments.size() - 1)) ? settledNanos : segment.endNanos();
    }
}
