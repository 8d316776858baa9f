package io.gatehouse.passwords;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;

/**
 * How slow password hashes are checked.
 *
 * @param threads how many hashes are computed at a time
 * @param queue how many checks may wait for a thread; the oldest is given up when it is full
 * @param discipline in which order they wait
 */
public record HashingSettings(int threads, int queue, QueueDiscipline discipline) {
    private static final Key<Integer> THREADS = Key.count("threads", "", 1, 256)
            .help("Threads that check password hashes, for all directories together. One less than there are cores, and"
                    + " at least one, when left out.");
    private static final Key<Integer> QUEUE = Key.count("queue", "256", 1, 1_000_000)
            .help("How many logins may wait for such a thread. When it is full, the oldest is given up.");

    /** Their keys. */
    public static final Section SECTION = Section.of("passwords", THREADS, QUEUE);

    public static final int DEFAULT_QUEUE = QUEUE.standard();

    public HashingSettings {
        THREADS.require(threads);
        QUEUE.require(queue);
    }

    /** The defaults. */
    public static HashingSettings defaults() {
        return new HashingSettings(defaultThreads(), DEFAULT_QUEUE, QueueDiscipline.defaults());
    }

    /** As it is configured, in that order. */
    public static HashingSettings read(Values root, QueueDiscipline discipline) {
        Values in = root.in(SECTION);
        return new HashingSettings(in.get(THREADS, defaultThreads()), in.get(QUEUE), discipline);
    }

    /** A core is left to the requests that need no hashing, where there is more than one. */
    public static int defaultThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }
}
