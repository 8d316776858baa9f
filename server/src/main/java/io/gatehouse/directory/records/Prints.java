package io.gatehouse.directory.records;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/**
 * The prints of the members of an object, in their order: two have the same print when they are written in the same bytes. With
 * other prints at some places they share everything else. Immutable.
 */
public final class Prints {
    /** Of nothing. */
    public static final Prints NONE = new Prints(new long[0][], 0);

    private static final SipHash HASH = SipHash.random();
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final long[][] chunks;
    private final int size;

    private Prints(long[][] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    /** The print of a member. */
    public static long of(byte[] bytes, int from, int to) {
        return HASH.of(bytes, from, to);
    }

    public int size() {
        return size;
    }

    public long get(int index) {
        return chunks[index >> CHUNK_BITS][index & (CHUNK - 1)];
    }

    /** The same with other prints at some places. */
    public Prints with(Map<Integer, Long> others) {
        long[][] changed = chunks.clone();
        BitSet copied = new BitSet();
        others.forEach((index, print) -> {
            int chunk = index >> CHUNK_BITS;
            if (!copied.get(chunk)) {
                copied.set(chunk);
                changed[chunk] = chunks[chunk].clone();
            }
            changed[chunk][index & (CHUNK - 1)] = print;
        });
        return new Prints(changed, size);
    }

    /** Gathers prints. Used by one thread, and no more once they are built. */
    public static final class Builder {
        private long[][] chunks;
        private int size;
        private boolean whole = true;

        /** @param expected how many are likely to come */
        public Builder(int expected) {
            chunks = new long[(expected >> CHUNK_BITS) + 1][];
        }

        public void add(long print) {
            int chunk = size >> CHUNK_BITS;
            if (chunk == chunks.length) {
                chunks = Arrays.copyOf(chunks, chunk + (chunk >> 1) + 1);
            }
            if ((size & (CHUNK - 1)) == 0) {
                chunks[chunk] = new long[CHUNK];
            }
            chunks[chunk][size & (CHUNK - 1)] = print;
            size++;
        }

        /** A stream that adds the prints of what is read from another. */
        public InputStream reading(InputStream in) {
            Members members = new Members((bytes, from, to) -> {
                add(of(bytes, from, to));
                return true;
            });
            return new FilterInputStream(in) {
                @Override
                public int read(byte[] to, int offset, int length) throws IOException {
                    int got = super.read(to, offset, length);
                    if (got > 0 && whole) {
                        whole = members.take(to, offset, offset + got);
                    }
                    return got;
                }
            };
        }

        /** These, when they are those of all of so many members; none otherwise. */
        public Prints build(int members) {
            return whole && size == members ? new Prints(chunks, size) : NONE;
        }
    }
}
