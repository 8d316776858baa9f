package io.gatehouse.directory;

/** How many password hashes can be computed, and whether one more would have to wait. */
public interface HashingCapacity {
    /** Where nothing is hashed. */
    HashingCapacity NONE = new HashingCapacity() {
        @Override
        public boolean isBusy() {
            return false;
        }

        @Override
        public double perSecond() {
            return 0;
        }
    };

    /** Whether a check that came now would wait for a thread. */
    boolean isBusy();

    /** How many hashes all threads together compute in a second, as measured of late; 0 while none was measured. */
    double perSecond();
}
