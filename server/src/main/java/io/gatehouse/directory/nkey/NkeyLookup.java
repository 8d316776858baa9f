package io.gatehouse.directory.nkey;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UndecidedException;

/** The lookup of a registered key and a signed nonce: one check of an Ed25519 signature, by the thread that asks. */
record NkeyLookup(RecentKeys recent, RegisteredKey registered, NonceSignature signature) implements Lookup {
    @Override
    public long version() {
        return registered.user().version();
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    /** No two connections have a nonce in common. */
    @Override
    public boolean isReusable() {
        return false;
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        if (terms.deadline() - System.nanoTime() <= 0) {
            throw new UndecidedException(Drop.DEADLINE);
        }
        return new Answer.Ready<>(result());
    }

    private LookupResult result() {
        if (!signature.hasNonce()) {
            return new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "nats_server_sends_no_nonce");
        }
        Identity signer = recent.signer(registered, signature);
        return signer == null
                ? new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "nonce_not_signed_by_the_nkey")
                : new LookupResult.Found(signer);
    }

    /** Without the signature. */
    @Override
    public String toString() {
        return "NkeyLookup[key=" + registered.key() + "]";
    }
}
