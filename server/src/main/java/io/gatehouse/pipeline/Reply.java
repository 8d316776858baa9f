package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.message.Replies;

/** The last step: sends the answer if it still is in time. */
final class Reply {
    private final Admit time;
    private final Replies replies;

    Reply(Admit time, Replies replies) {
        this.time = time;
        this.replies = replies;
    }

    Signed reply(Signed signed) {
        Exchange exchange = signed.exchange();
        AuthorizationRequest request = signed.request();
        time.requireTime(exchange, request);
        String replyTo = exchange.replyTo();
        if (replyTo == null || !replies.send(exchange.message(), replyTo, signed.response())) {
            throw new DroppedException(Drop.NOT_SENT, request);
        }
        return signed;
    }
}
