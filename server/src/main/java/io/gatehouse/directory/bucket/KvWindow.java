package io.gatehouse.directory.bucket;

/**
 * How much of a bucket may be on its way and waiting to be read.
 *
 * @param messages the most of each consumer, which the server keeps to
 * @param bytes the most of all, which the server knows nothing of: what would be more is let go, and there is another reading with
 *     fewer messages
 */
record KvWindow(int messages, long bytes) {
    /** The server's own flow control lets so many bytes be on their way that a small heap has no room for their messages. */
    private static final int MOST_MESSAGES = 2_048;

    /** So many are read at once while logins are answered from what was read before. */
    private static final int BACKGROUND_MESSAGES = 256;

    /** The part of the heap that they may have is one of so many. */
    private static final int PART = 16;

    /** Acknowledged so many times before the server would have to wait. */
    private static final int ACKNOWLEDGEMENTS = 4;

    /** What fits into this process, were all messages small. */
    static KvWindow ofProcess() {
        return new KvWindow(MOST_MESSAGES, Runtime.getRuntime().maxMemory() / PART);
    }

    /** One that messages fit into of which the largest has so many bytes. */
    KvWindow narrowed(long largest) {
        return new KvWindow((int) Math.max(1, Math.min(messages / 2, bytes / largest)), bytes);
    }

    /** One for a reading of which nobody waits for the end. */
    KvWindow inBackground() {
        return new KvWindow(Math.min(messages, BACKGROUND_MESSAGES), bytes);
    }

    /** How many messages are acknowledged at once. */
    int acknowledgedAtOnce() {
        return Math.max(1, messages / ACKNOWLEDGEMENTS);
    }
}
