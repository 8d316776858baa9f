package io.gatehouse.audit.sink;

import io.gatehouse.files.FileErrors;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes records to the standard output, on which {@code gatehouse run} prints nothing else. */
public final class StdoutSink implements AuditSink {
    private final OutputStream out;

    public StdoutSink() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StdoutSink(OutputStream out) {
        this.out = out;
    }

    @Override
    public WriteResult write(List<AuditLine> lines) {
        try {
            out.write(joined(lines));
            return WriteResult.all(lines);
        } catch (IOException e) {
            return WriteResult.none("the standard output cannot be written: " + FileErrors.words(e));
        }
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
