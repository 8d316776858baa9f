package io.gatehouse.pipeline;

/** The last step: sends the answer if it still is in time. */
final class Reply {
    private final Admit time;
    private final Replies replies;

    Reply(Admit time, Replies replies) {
        this.time = time;
        this.replies = replies;
    }

    Decided reply(Answer answer) {
        Arrival arrival = answer.arrival();
        Decoded decoded = answer.decided().decoded();
        time.requireTime(decoded);
        String replyTo = arrival.replyTo();
        if (replyTo == null || !replies.send(arrival.message(), replyTo, answer.body())) {
            throw new DroppedException(Drop.NOT_SENT, decoded.request(), "the connection to nats-server was lost");
        }
        return answer.decided();
    }
}
