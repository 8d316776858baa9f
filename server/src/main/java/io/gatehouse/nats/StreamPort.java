package io.gatehouse.nats;

import java.io.IOException;

/**
 * A socket for the client library over which messages of a stream come, with whatever headers somebody has stored them. Public, with a
 * constructor without parameters, because the library makes it by its name.
 */
public final class StreamPort extends PlainPort {
    private final Frames frames = new Frames(super::read);

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return frames.read(target, offset, length);
    }
}
