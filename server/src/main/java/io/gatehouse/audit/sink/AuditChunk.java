package io.gatehouse.audit.sink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Records that are stored together, in their order: each is an object of JSON on one line with its line feed, in UTF-8. All are in one
 * array, so that they are written at once. Used by one thread.
 */
public final class AuditChunk {
    private static final int FIRST_RECORDS = 16;

    private final String idPrefix;
    private final LineBuffer lines = new LineBuffer();
    private int[] ends = new int[FIRST_RECORDS];
    private long[] seqs = new long[FIRST_RECORDS];
    private int size;

    /** @param idPrefix what the ids of all records begin with, and those of no other writer */
    public AuditChunk(String idPrefix) {
        this.idPrefix = idPrefix;
    }

    /**
     * Adds a record.
     *
     * @param seq no other record of this writer has it
     * @param line the record with its line feed
     */
    public void add(long seq, LineBuffer line) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            seqs = Arrays.copyOf(seqs, 2 * size);
        }
        lines.add(line.array(), 0, line.length());
        ends[size] = lines.length();
        seqs[size] = seq;
        size++;
    }

    public int size() {
        return size;
    }

    /** The length of all lines. */
    public int bytes() {
        return lines.length();
    }

    /** Leaves those records only whose place in the order is in a set. */
    public void keep(BitSet left) {
        int kept = 0;
        int end = 0;
        for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) {
            int length = length(i);
            System.arraycopy(lines.array(), start(i), lines.array(), end, length);
            end += length;
            // Those before it are at their places already: this overwrites nothing that is read later.
            seqs[kept] = seqs[i];
            ends[kept] = end;
            kept++;
        }
        size = kept;
        lines.truncate(end);
    }

    public void clear() {
        size = 0;
        lines.clear();
    }

    /** A line with its line feed. */
    public byte[] line(int i) {
        return Arrays.copyOfRange(lines.array(), start(i), ends[i]);
    }

    /** What no other record of any instance has. */
    String id(int i) {
        return idPrefix + seqs[i];
    }

    /** What all ids begin with. */
    String idPrefix() {
        return idPrefix;
    }

    /** What the id has behind that. */
    long seq(int i) {
        return seqs[i];
    }

    /** The record without its line feed. */
    byte[] object(int i) {
        return Arrays.copyOfRange(lines.array(), start(i), ends[i] - 1);
    }

    /** Adds that to other bytes. */
    void addObject(int i, LineBuffer to) {
        to.add(lines.array(), start(i), ends[i] - 1);
    }

    int length(int i) {
        return ends[i] - start(i);
    }

    /** Where the line ends, of all. */
    int end(int i) {
        return ends[i];
    }

    /** All lines; valid until the next change. */
    ByteBuffer all() {
        return ByteBuffer.wrap(lines.array(), 0, lines.length());
    }

    private int start(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }
}
