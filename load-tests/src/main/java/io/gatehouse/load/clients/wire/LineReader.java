package io.gatehouse.load.clients.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what arrives from a server into lines, however the network has cut it. Holds memory only while a line is
 * incomplete. For one thread.
 */
public final class LineReader {
    /** The longest line taken, in bytes; an INFO of a large cluster has some thousands. */
    static final int LONGEST = 256 * 1024;

    private static final char LF = '\n';

    private final Consumer<ServerLine> lines;
    private byte @Nullable [] begun;

    public LineReader(Consumer<ServerLine> lines) {
        this.lines = lines;
    }

    /**
     * Reads all that is in the buffer, which stays the caller's.
     *
     * @throws IllegalStateException when a line has no end within 256 KiB
     */
    public void read(ByteBuf in) {
        while (in.isReadable()) {
            int length = in.bytesBefore((byte) LF);
            if (length < 0) {
                keep(in);
                return;
            }
            byte[] line = take(in, length);
            in.skipBytes(1);
            emit(line);
        }
    }

    private void keep(ByteBuf in) {
        byte[] line = take(in, in.readableBytes());
        if (line.length > LONGEST) {
            throw new IllegalStateException("a line of the server has no end within " + LONGEST + " bytes");
        }
        begun = line;
    }

    private byte[] take(ByteBuf in, int length) {
        int before = begun == null ? 0 : begun.length;
        byte[] line = begun == null ? new byte[length] : Arrays.copyOf(begun, before + length);
        in.readBytes(line, before, length);
        begun = null;
        return line;
    }

    private void emit(byte[] line) {
        int length = line.length;
        while (length > 0 && (line[length - 1] == '\r' || line[length - 1] == ' ')) {
            length--;
        }
        if (length > 0) {
            lines.accept(ServerLine.parse(line, length));
        }
    }
}
