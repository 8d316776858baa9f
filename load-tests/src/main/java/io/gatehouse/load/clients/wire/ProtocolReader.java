package io.gatehouse.load.clients.wire;

import io.gatehouse.load.nats.NatsException;
import io.gatehouse.load.nats.ProtocolParser;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Reads what arrives from a server, however the network has cut it. Holds memory only while a line is incomplete. For one
 * thread.
 */
public final class ProtocolReader {
    /** The longest line taken, in bytes; an INFO of a large cluster has some thousands. */
    static final int LONGEST = 256 * 1024;

    private static final byte[] NOTHING = {};

    private final ProtocolParser parser;
    private byte[] begun = NOTHING;

    public ProtocolReader(ProtocolParser.Handler handler) {
        this.parser = new ProtocolParser(handler);
    }

    /**
     * Reads all that is in the buffer, which stays the caller's.
     *
     * @throws NatsException when it is not what a nats-server sends, or a line has no end within 256 KiB
     */
    public void read(ByteBuf in) throws NatsException {
        int count = in.readableBytes();
        byte[] bytes = Arrays.copyOf(begun, begun.length + count);
        in.readBytes(bytes, begun.length, count);
        int used = parser.parse(bytes, 0, bytes.length);
        begun = used == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, used, bytes.length);
        if (begun.length > LONGEST) {
            throw new NatsException("a line of the server has no end within " + LONGEST + " bytes");
        }
    }
}
