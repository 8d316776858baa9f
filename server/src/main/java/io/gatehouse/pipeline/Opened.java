package io.gatehouse.pipeline;

import io.gatehouse.crypto.BoxKey;
import org.jspecify.annotations.Nullable;

/**
 * A request out of its box.
 *
 * @param jwt the request JWT as ASCII
 * @param box the key shared with the server, to seal the answer with; null when the request came in the clear
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and copied by nobody
record Opened(Arrival arrival, byte[] jwt, @Nullable BoxKey box) {
    private static final byte[] READ = {};

    /** What is needed to answer it: neither the JWT, nor the body of the message. */
    Opened parked() {
        arrival.message().releaseBody();
        return new Opened(arrival, READ, box);
    }
}
