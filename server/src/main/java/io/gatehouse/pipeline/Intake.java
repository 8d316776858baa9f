package io.gatehouse.pipeline;

/** Takes the messages that arrive on {@code $SYS.REQ.USER.AUTH}, as they are read, a few at a time; never blocks. */
public interface Intake {
    /**
     * Whether so much waits that nobody has to wait longer, and no worker becomes idle, if more is read a few milliseconds later,
     * and more of it at a time.
     */
    boolean isBehind();

    /**
     * Of so many that have been read, how many are worth taking: all, until the queue is standing. Then about as many as are worked
     * off; the newest are the ones to take.
     */
    int worthTaking(int count);

    /**
     * Takes one message.
     *
     * @param arrivedAt {@link System#nanoTime()} of the moment when it was read
     * @param alone whether nothing more has been read after it, so that the calling thread may answer it itself
     */
    void take(Envelope message, long arrivedAt, boolean alone);

    /** Hears that answers can be written again, after {@link Replies#isBackedUp} had been true. */
    void answersMove();

    /** Is notified of messages that were read and dropped unseen, because they were not {@linkplain #worthTaking worth taking}. */
    void shed(int count);
}
