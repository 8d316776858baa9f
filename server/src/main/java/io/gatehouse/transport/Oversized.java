package io.gatehouse.transport;

import io.gatehouse.pipeline.message.Envelope;
import org.jspecify.annotations.Nullable;

/** A message that is too large for a request, of which nothing was kept but its length. */
record Oversized(int bodyLength) implements Envelope {
    private static final byte[] NOTHING = {};

    @Override
    public byte[] bytes() {
        return NOTHING;
    }

    @Override
    public int bodyFrom() {
        return 0;
    }

    @Override
    public int weight() {
        return 0;
    }

    @Override
    public @Nullable String serverXkey() {
        return null;
    }

    @Override
    public @Nullable String replyTo() {
        return null;
    }
}
