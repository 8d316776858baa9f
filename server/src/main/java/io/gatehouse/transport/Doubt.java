package io.gatehouse.transport;

import io.gatehouse.transport.Rights.Answering;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why it is not known that requests arrive on a connection, or that answers leave it: what the configuration tells of the account
 * speaks against it, or the server does not tell of the right. An answer that the server has taken ends it for good. Not for several
 * threads at once.
 */
final class Doubt {
    private final Supplier<CalloutAccount> account;
    private final @Nullable String ours;
    private final boolean system;
    private final Answering answering;
    private boolean disproved;

    /**
     * @param account where requests arrive, as the configuration is now
     * @param ours where the service's user is; null when nats-server does not tell
     * @param system whether that is the system account
     */
    Doubt(Supplier<CalloutAccount> account, @Nullable String ours, boolean system, Answering answering) {
        this.account = account;
        this.ours = ours;
        this.system = system;
        this.answering = answering;
    }

    /** Null when it is known. */
    @Nullable String why() {
        if (disproved) {
            return null;
        }
        String why = ofAccount();
        return why == null && isOfRights() ? Rights.UNVERIFIED : why;
    }

    /** What speaks against the account alone; null for nothing. */
    @Nullable String ofAccount() {
        return account.get().doubt(ours, system);
    }

    /** Whether the server does not tell that answers may be published. */
    boolean isOfRights() {
        return answering == Answering.UNKNOWN;
    }

    /** An answer was taken. */
    void disprove() {
        disproved = true;
    }

    /** Whether one was. */
    boolean isDisproved() {
        return disproved;
    }
}
