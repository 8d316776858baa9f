package io.gatehouse.claims.account;

/**
 * What an operator lets an account use; -1 is "no limit", 0 "none".
 *
 * @param disallowBearer whether the account may have no bearer tokens
 * @param connections how many clients at a time
 * @param leafNodes how many leaf nodes at a time
 */
public record AccountLimits(
        long subs,
        long data,
        long payload,
        long imports,
        long exports,
        boolean wildcardExports,
        boolean disallowBearer,
        long connections,
        long leafNodes,
        JetStream jetStream) {
    /** No limit at all, and no JetStream: what the NATS tools give a new account. */
    public static final AccountLimits UNLIMITED =
            new AccountLimits(-1, -1, -1, -1, -1, true, false, -1, -1, JetStream.DISABLED);

    /** The same with a JetStream share. */
    public AccountLimits withJetStream(JetStream share) {
        return new AccountLimits(
                subs, data, payload, imports, exports, wildcardExports, disallowBearer, connections, leafNodes, share);
    }

    /** An account's share of JetStream: storage in bytes, and how many streams and consumers. */
    public record JetStream(long memory, long disk, long streams, long consumers) {
        public static final JetStream DISABLED = new JetStream(0, 0, 0, 0);
        public static final JetStream UNLIMITED = new JetStream(-1, -1, -1, -1);
    }
}
