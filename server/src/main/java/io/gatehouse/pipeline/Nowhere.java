package io.gatehouse.pipeline;

/** Where answers go that nobody waits for. */
final class Nowhere implements Replies {
    @Override
    public boolean send(Envelope request, String replyTo, byte[] body) {
        return true;
    }

    @Override
    public int maxPayload() {
        return DEFAULT_MAX_PAYLOAD;
    }

    @Override
    public boolean isBackedUp() {
        return false;
    }

    @Override
    public void flush() {}
}
