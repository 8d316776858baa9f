package io.gatehouse.service.search;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.revocation.Revoked;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What users are looked for in.
 *
 * @param policy decides what they may, with sessions as long as they may be
 * @param subject whom requests are for
 * @param xkey opens requests; null where they are not sealed
 * @param directories in the order in which they are asked
 * @param user what servers may call its sessions, and which of those are its own
 */
public record Searched(
        Policy policy, String subject, @Nullable CurveKey xkey, List<Place> directories, Revoked user) {
    public Searched {
        directories = List.copyOf(directories);
    }

    /**
     * A directory.
     *
     * @param users all that it has, by the names that everybody else knows; null where it can only be asked with credentials
     */
    public record Place(String name, String type, @Nullable Supplier<Stream<Identity>> users) {}
}
