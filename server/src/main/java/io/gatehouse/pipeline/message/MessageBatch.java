package io.gatehouse.pipeline.message;

/** Messages that were read together, from the oldest to the newest, taken out one by one where they are wanted. */
public interface MessageBatch {
    /** How many there are. */
    int size();

    /** The message in that place, from 0, which is copied out of the reader's memory now. */
    Envelope message(int place);

    /** {@link System#nanoTime()} of the moment when they were read. */
    long readAt();

    /** Whether nothing more was read after the newest, so that the calling thread may answer it itself. */
    boolean isAllThatWasRead();

    /** One message. */
    static MessageBatch of(Envelope message, long readAt, boolean allThatWasRead) {
        return new SingleMessage(message, readAt, allThatWasRead);
    }
}
