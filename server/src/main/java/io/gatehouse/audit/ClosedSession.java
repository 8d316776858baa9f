package io.gatehouse.audit;

import org.jspecify.annotations.Nullable;

/**
 * A session that was to be closed, since its user was revoked.
 *
 * @param result what became of it, in a word
 * @param user the name that the server knows it by
 * @param directory whose user was revoked; null where that is not said
 * @param account the name, or in operator mode the public key, of its account
 * @param host from where it was
 * @param kind of the connection
 * @param connection its protocol
 * @param client what the client called itself
 * @param server the server's name
 * @param cid its number there
 * @param nanos how long before the user was revoked
 */
public record ClosedSession(
        String result,
        String user,
        @Nullable String directory,
        String account,
        String host,
        String kind,
        String connection,
        String client,
        String server,
        long cid,
        long nanos) {
    /** Of the texts that clients choose. */
    int length() {
        return user.length() + client.length();
    }

    void write(RecordJson json) {
        json.word(AuditField.RESULT, result)
                .text(AuditField.IDENTITY, user, HashedField.USER)
                .text(AuditField.DIRECTORY, directory)
                .text(AuditField.ACCOUNT, account)
                .text(AuditField.HOST, host, HashedField.HOST)
                .text(AuditField.KIND, kind)
                .text(AuditField.CONNECTION, connection)
                .text(AuditField.CLIENT, client, HashedField.CLIENT)
                .text(AuditField.SERVER, server)
                .number(AuditField.CID, cid)
                .number(AuditField.DURATION_US, nanos / 1_000);
    }
}
