package io.gatehouse.pipeline.message;

/** A message that came with no others. */
record SingleMessage(Envelope message, long readAt, boolean isAllThatWasRead) implements MessageBatch {
    @Override
    public int size() {
        return 1;
    }

    @Override
    public Envelope message(int place) {
        return message;
    }
}
