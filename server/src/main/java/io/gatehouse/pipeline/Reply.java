package io.gatehouse.pipeline;

/** The last step: sends the answer if it still is in time. */
final class Reply {
    private final Admit time;
    private final Replies replies;

    Reply(Admit time, Replies replies) {
        this.time = time;
        this.replies = replies;
    }

    Decided reply(Signed signed) {
        Decided decided = signed.decided();
        Arrival arrival = decided.exchange().arrival();
        time.requireTime(decided.decoded());
        String replyTo = arrival.replyTo();
        if (replyTo == null || !replies.send(arrival.message(), replyTo, signed.response())) {
            throw new DroppedException(Drop.NOT_SENT, decided.request(), "the connection to nats-server was lost");
        }
        return decided;
    }
}
