package io.gatehouse.pipeline.message;

import org.jspecify.annotations.Nullable;

/** A message whose parts are there already. */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and copied by nobody
public record Unpacked(
        byte[] body, @Nullable String serverXkey, @Nullable String replyTo) implements Envelope {
    @Override
    public byte[] bytes() {
        return body;
    }

    @Override
    public int bodyFrom() {
        return 0;
    }

    @Override
    public int weight() {
        return body.length;
    }
}
