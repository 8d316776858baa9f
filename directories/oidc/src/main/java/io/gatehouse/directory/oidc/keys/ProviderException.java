package io.gatehouse.directory.oidc.keys;

import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;

/** What an OpenID provider answered cannot be used; the message is for the log, and quotes nothing of the answer. */
public final class ProviderException extends UndecidedException {
    private static final long serialVersionUID = 1L;

    /** @param message quotes nothing of the answer that could be a secret */
    public ProviderException(String message) {
        super(Drop.UNDECIDED, message);
    }
}
