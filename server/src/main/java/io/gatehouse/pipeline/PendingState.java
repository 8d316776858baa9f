package io.gatehouse.pipeline;

/** What is to be seen of the requests that wait for a verdict. */
public interface PendingState {
    /** Where nothing ever waits. */
    PendingState NONE = new PendingState() {
        @Override
        public int requests() {
            return 0;
        }

        @Override
        public long bytes() {
            return 0;
        }
    };

    /** How many wait now. */
    int requests();

    /** What they hold, in bytes. */
    long bytes();
}
