package io.gatehouse.load.servers.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps many short byte strings in few large arrays. One thread writes; others may read by the places that they were given. */
final class ByteArena {
    private static final int CHUNK = 4 * 1024 * 1024;

    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] chunk = new byte[0];
    private int filled;

    /** Keeps a copy; returns where it is. */
    synchronized long add(byte[] buffer, int at, int length) {
        if (chunk.length - filled < length) {
            chunk = new byte[Math.max(CHUNK, length)];
            chunks.add(chunk);
            filled = 0;
        }
        System.arraycopy(buffer, at, chunk, filled, length);
        long place = (long) (chunks.size() - 1) << Integer.SIZE | filled;
        filled += length;
        return place;
    }

    /** A copy of what is kept somewhere. */
    synchronized byte[] get(long place, int length) {
        if (length == 0) {
            return new byte[0];
        }
        int at = (int) place;
        return Arrays.copyOfRange(chunks.get((int) (place >> Integer.SIZE)), at, at + length);
    }

    /** Forgets everything. */
    synchronized void clear() {
        chunks.clear();
        chunk = new byte[0];
        filled = 0;
    }
}
