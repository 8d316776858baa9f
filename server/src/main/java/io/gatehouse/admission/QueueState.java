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
        public boolean standing() {
            return false;
        }

        @Override
        public long timesStanding() {
            return 0;
        }

        @Override
        public long oldestWait() {
            return 0;
        }
    };

    /** How many wait now. */
    int size();

    /** Whether more waits, and for longer, than a burst explains. */
    boolean standing();

    /** How many times it became a standing queue. */
    long timesStanding();

    /** How long the oldest has waited, in nanoseconds; 0 when nothing waits. */
    long oldestWait();
}
