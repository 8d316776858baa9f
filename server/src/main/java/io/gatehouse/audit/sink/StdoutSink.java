package io.gatehouse.audit.sink;

import io.gatehouse.files.FileErrors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes records to the standard output, on which {@code gatehouse run} prints nothing else. What was written cannot be taken back: where
 * that ends within a record, as in a file on a disk that is full, the next one begins on another line.
 */
public final class StdoutSink implements AuditSink {
    private final WritableByteChannel out;
    private boolean withinLine;

    public StdoutSink() {
        this(new FileOutputStream(FileDescriptor.out).getChannel());
    }

    /** @param out what stands for the standard output */
    public StdoutSink(WritableByteChannel out) {
        this.out = out;
    }

    @Override
    public WriteResult write(AuditChunk chunk) {
        ByteBuffer bytes = chunk.all();
        try {
            if (withinLine) {
                writeAll(ByteBuffer.wrap(new byte[] {'\n'}));
                withinLine = false;
            }
            writeAll(bytes);
            return WriteResult.all(chunk);
        } catch (IOException e) {
            return part(chunk, bytes.position(), "the standard output cannot be written: " + FileErrors.words(e));
        }
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            // Who shares it may have made it one that does not wait.
            if (out.write(bytes) == 0) {
                throw new IOException("it takes nothing now");
            }
        }
    }

    /** Those that were written as a whole are stored. */
    private WriteResult part(AuditChunk chunk, int written, String failure) {
        int whole = 0;
        while (whole < chunk.size() && chunk.end(whole) <= written) {
            whole++;
        }
        withinLine |= written > (whole == 0 ? 0 : chunk.end(whole - 1));
        return WriteResult.first(whole, failure);
    }

    /** Leaves the standard output open, which belongs to the process. */
    @Override
    public void close() {}
}
