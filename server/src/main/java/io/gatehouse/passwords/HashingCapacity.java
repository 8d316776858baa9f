package io.gatehouse.passwords;

/** Whether one more password hash would have to wait. */
@FunctionalInterface
public interface HashingCapacity {
    /** Where nothing is hashed. */
    HashingCapacity NONE = () -> false;

    /** Whether a check that came now would wait for a thread. */
    boolean isBusy();
}
