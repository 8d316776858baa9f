package io.gatehouse.directory.users;

import io.gatehouse.directory.heap.HeapRoom;

/** Estimates the heap that a file needs which has no room. */
final class TooLarge {
    private static final long MIB = 1024 * 1024;

    /** Heaps are advised in steps of so many MiB. */
    private static final long STEP = 64;

    private TooLarge() {}

    /**
     * The numbers, estimated from the part of the file that was read.
     *
     * @param users users that were read
     * @param read bytes that were read
     * @param size the file's length in bytes
     */
    static String words(int users, long read, long size, HeapRoom room) {
        double whole = Math.max(1, (double) size / Math.max(1, read));
        long needed = (long) (room.taken() * whole);
        long missing = needed - room.taken();
        long heap = (room.max() + missing + missing / (HeapRoom.SPARE - 1)) / MIB / STEP * STEP + 2 * STEP;
        return "is too large for the heap: about " + Math.round(users * whole) + " users would take " + needed / MIB
                + " MiB, and of " + room.max() / MIB + " MiB only " + room.taken() / MIB
                + " are free beside what is in use: start with GATEHOUSE_OPTS=-Xmx" + heap + "m or more";
    }
}
