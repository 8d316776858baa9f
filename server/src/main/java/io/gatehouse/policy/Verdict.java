package io.gatehouse.policy;

import io.gatehouse.claims.UserJwt;

/** The decision about one client. What cannot be decided now is not a verdict but an error, and becomes silence. */
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
     * The client is who it says, and gets no answer until the operator has corrected a mistake.
     *
     * @param detail what is wrong, and what to do
     */
    record Withheld(Misconfiguration reason, String detail) implements Verdict {}
}
