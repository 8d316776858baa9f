package io.gatehouse.transport;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The account that nats-server sends the callout's requests in, as far as the configuration tells; the service's user must be
 * in it.
 *
 * @param id its public key, in operator mode; null when it is not known
 * @param description what it is, for people
 * @param unlikely accounts that it hardly is: users are placed there, or they are called as system accounts are
 */
public record CalloutAccount(@Nullable String id, String description, Set<String> unlikely) {
    private static final String REMEDY = ": give it a user of that account (nats.creds, nats.user or nats.nkey)";

    public CalloutAccount {
        unlikely = Set.copyOf(unlikely);
    }

    /** Whether requests may be expected in an account. */
    boolean isLikely(String ours) {
        return (id == null || id.equals(ours)) && !unlikely.contains(ours);
    }

    /**
     * Refuses an account that is certainly another one: its users may publish what looks like requests.
     *
     * @param ours where the service's user is
     */
    void verify(String ours) throws UnableException {
        if (id != null && !id.equals(ours)) {
            throw new UnableException(
                    "the service's user is in account " + ours + ", but requests arrive in " + description + REMEDY);
        }
    }

    /**
     * Why it is doubtful that requests arrive; null when it is not.
     *
     * @param ours where the service's user is; null when nats-server does not tell
     * @param system whether that is the system account
     */
    @Nullable String doubt(@Nullable String ours, boolean system) {
        if (ours != null && (ours.equals(id) || !(system || unlikely.contains(ours)))) {
            return null;
        }
        if (ours == null && !system) {
            return null;
        }
        return "the service's user is in " + (system ? "the system account" : "account")
                + (ours == null ? "" : " " + ours)
                + ", but requests arrive in " + description + ", so that it is not ready before it has answered one"
                + REMEDY;
    }
}
