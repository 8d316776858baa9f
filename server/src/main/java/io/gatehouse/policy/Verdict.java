package io.gatehouse.policy;

import io.gatehouse.claims.UserJwt;
import io.gatehouse.drops.Drop;

/** What becomes of one request: the client is let in, refused, or gets no answer. */
public sealed interface Verdict {
    /**
     * The client is let in.
     *
     * @param userJwt signs the user JWT, with the key of the account that the user is placed in
     * @param expiresAt when the session ends, in seconds since 1970; 0 for never
     * @param account the account's name, for log and audit
     */
    record Granted(UserJwt userJwt, long expiresAt, String account) implements Verdict {}

    /**
     * The client is refused, and told so.
     *
     * @param detail a word for our own log that an operator can act on, never for the client; empty when there is none
     */
    record Denied(DenyReason reason, String detail) implements Verdict {
        public Denied(DenyReason reason) {
            this(reason, "");
        }
    }

    /**
     * The client gets no answer: what is wrong is not the client's fault, or the request was not worth one.
     *
     * @param detail what is wrong, and what to do, without a secret; empty when the reason says it all
     */
    record Dropped(Drop reason, String detail) implements Verdict {}
}
