package io.gatehouse.audit.sink;

import io.gatehouse.files.FileErrors;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

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
    public WriteResult write(List<AuditLine> lines) {
        ByteBuffer bytes = ByteBuffer.wrap(joined(lines));
        try {
            if (withinLine) {
                writeAll(ByteBuffer.wrap(new byte[] {'\n'}));
                withinLine = false;
            }
            writeAll(bytes);
            return WriteResult.all(lines);
        } catch (IOException e) {
            return part(lines, bytes.position(), "the standard output cannot be written: " + FileErrors.words(e));
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
    private WriteResult part(List<AuditLine> lines, int written, String failure) {
        int whole = 0;
        int end = 0;
        while (whole < lines.size() && end + lines.get(whole).json().length <= written) {
            end += lines.get(whole).json().length;
            whole++;
        }
        withinLine |= written > end;
        return new WriteResult(lines.subList(0, whole), List.of(), failure);
    }

    /** All lines in one array, so that they are written at once. */
    static byte[] joined(List<AuditLine> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines.forEach(line -> bytes.writeBytes(line.json()));
        return bytes.toByteArray();
    }

    /** Leaves the standard output open, which belongs to the process. */
    @Override
    public void close() {}
}
