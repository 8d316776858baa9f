package io.gatehouse.pipeline;

/** Takes the messages that arrive on {@code $SYS.REQ.USER.AUTH}, as they are read, a few at a time; never blocks. */
public interface Intake {
    /** Whether more come than can be answered: to read them a moment later, and more of them at a time, harms nobody then. */
    boolean isStanding();

    /**
     * How many more are worth taking: all that come, until the queue stands. Then twice as many as it has room for, which is
     * what was worked off of late, and a few more; of more that have been read, the newest are the ones to take.
     */
    int room();

    /**
     * Takes one message.
     *
     * @param arrivedAt {@link System#nanoTime()} of the moment when it was read
     * @param alone whether nothing more has been read after it, so that the calling thread may answer it itself
     */
    void take(Envelope message, long arrivedAt, boolean alone);

    /** Hears that answers can be written again, after {@link Replies#isBackedUp} had been true. */
    void answersMove();

    /** Hears of messages that were read and let go of unseen, for want of {@link #room}. */
    void shed(int count);
}
