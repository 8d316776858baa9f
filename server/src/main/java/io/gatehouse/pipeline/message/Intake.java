package io.gatehouse.pipeline.message;

/** Takes the messages that arrive on {@code $SYS.REQ.USER.AUTH}; never blocks. */
public interface Intake {
    /**
     * Takes the messages of one read: all, until the queue is standing. Then it takes about as many of the newest as are worked
     * off, and drops the others unseen.
     *
     * @return whether so much waits that nobody has to wait longer, and no worker becomes idle, if more is read a few milliseconds
     *     later, and more of it at a time
     */
    boolean take(MessageBatch batch);

    /** Hears that answers can be written again, after {@link Replies#isWritable} had been false. */
    void onWritable();
}
