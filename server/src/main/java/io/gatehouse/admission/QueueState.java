package io.gatehouse.admission;

/** What is to be seen of a queue from outside. */
public interface QueueState {
    /** A queue in which nothing ever waits. */
    QueueState EMPTY = new QueueState() {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public boolean isStanding() {
            return false;
        }

        @Override
        public long episodes() {
            return 0;
        }

        @Override
        public long oldestSojourn() {
            return 0;
        }
    };

    /** How many wait now. */
    int size();

    /** Whether more waits, and for longer, than a burst explains. */
    boolean isStanding();

    /** How many times it became a standing queue. */
    long episodes();

    /** The sojourn time of the oldest, how long it has waited, in nanoseconds; 0 when nothing waits. */
    long oldestSojourn();
}
