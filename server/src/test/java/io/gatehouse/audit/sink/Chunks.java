package io.gatehouse.audit.sink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Chunks of what tests want to be stored. */
final class Chunks {
    private Chunks() {}

    /** The records of one run of an instance, from the first; they need not be JSON. */
    static AuditChunk of(String... texts) {
        return from(1, texts);
    }

    /** The same, from any. */
    static AuditChunk from(long seq, String... texts) {
        AuditChunk chunk = new AuditChunk("one-run-");
        for (int i = 0; i < texts.length; i++) {
            LineBuffer line = new LineBuffer();
            chunk.add(seq + i, line.encode(texts[i] + "\n"));
        }
        return chunk;
    }

    /** What is in it, with the line feeds. */
    static List<String> lines(AuditChunk chunk) {
        return IntStream.range(0, chunk.size())
                .mapToObj(i -> new String(chunk.line(i), StandardCharsets.UTF_8))
                .toList();
    }
}
