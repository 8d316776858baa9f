package io.gatehouse.pipeline;

import io.gatehouse.crypto.BoxKey;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to its answer: what stays the same from the moment that it is opened.
 *
 * @param snapshot what it is answered by
 * @param box the key shared with the server, to seal the answer with; null when the request came in the clear
 */
record Exchange(
        Arrival arrival, Snapshot snapshot, @Nullable BoxKey box) {}
