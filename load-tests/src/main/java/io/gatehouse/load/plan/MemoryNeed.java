package io.gatehouse.load.plan;

/**
 * What memory an instance should be given, in MiB: a bound, so that all that is bounded by settings has its room at once.
 *
 * <pre>{@code
 * users    246 bytes for each user of a file, 295 of a bucket, twice while they are read again
 * cache    800 bytes for each client, an eighth more for wrong credentials
 * live     12 + queues 32 + users + cache + hashes
 * heap     at least 256, live / 0.67
 * process  heap + 100
 * }</pre>
 *
 * @param cacheMib what {@code cache.max_bytes} should be, at least
 * @param heapMib what {@code -Xmx} should be
 * @param processMib what the process, or its container, needs
 */
record MemoryNeed(int cacheMib, int heapMib, int processMib) {
    private static final double MIB = 1 << 20;
    private static final double EMPTY = 12;
    private static final double QUEUES = 32;
    private static final double CACHED_BYTES = 800;
    private static final double FILE_BYTES = 246;
    private static final double BUCKET_BYTES = 295;
    private static final double USABLE = 0.67;
    private static final int DEFAULT_CACHE = 32;
    private static final int DEFAULT_HEAP = 256;
    private static final int STEP = 64;
    private static final int BESIDE_HEAP = 100;

    /**
     * @param users how many the directory holds in memory
     * @param clients whose credentials an instance sees
     * @param threads that hash at a time
     */
    static MemoryNeed of(DirectoryKind kind, long users, long clients, HashKind hash, int threads) {
        double each = kind == DirectoryKind.FILE ? FILE_BYTES : kind == DirectoryKind.KV ? BUCKET_BYTES : 0;
        double held = 2 * each * users / MIB;
        int cache = (int) Math.max(DEFAULT_CACHE, Math.ceil(CACHED_BYTES * clients * 8 / 7 / MIB));
        double hashing = threads * (hash.memoryKib() / 1024.0);
        double live = EMPTY + QUEUES + held + cache + hashing;
        // Argon2id may take half of the heap, no more.
        double wanted = Math.max(live / USABLE, 2 * hashing);
        int heap = (int) Math.max(DEFAULT_HEAP, STEP * Math.ceil(wanted / STEP));
        return new MemoryNeed(cache, heap, heap + BESIDE_HEAP);
    }
}
