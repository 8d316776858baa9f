package io.gatehouse.passwords;

import io.gatehouse.admission.QueueDiscipline;

/**
 * How slow password hashes are checked.
 *
 * @param threads how many hashes are computed at a time, 1 to 256
 * @param queue how many checks may wait for a thread, 1 to 1,000,000; the oldest is given up when it is full
 * @param discipline in which order they wait
 */
public record HashingSettings(int threads, int queue, QueueDiscipline discipline) {
    public static final int DEFAULT_QUEUE = 256;

    public HashingSettings {
        require(threads >= 1 && threads <= 256, "the number of hashing threads must be between 1 and 256");
        require(queue >= 1 && queue <= 1_000_000, "the hashing queue must hold between 1 and 1000000 checks");
    }

    /** The defaults. */
    public static HashingSettings defaults() {
        return new HashingSettings(defaultThreads(), DEFAULT_QUEUE, QueueDiscipline.defaults());
    }

    /** A core is left to the requests that need no hashing, where there is more than one. */
    public static int defaultThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
