package io.gatehouse.policy.rule;

import io.gatehouse.policy.entitlement.Entitlement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rules ask of an identity, which is the same for all of its logins. */
public interface IdentityFacts {
    /** The name of the directory that knows it. */
    String directory();

    String name();

    Set<String> groups();

    Map<String, List<String>> attributes();

    /** What the directory itself states that it may; null where it states nothing. */
    @Nullable Entitlement entitlement();

    /** Tags that its sessions are found by, whatever rules say; most often none. */
    default List<String> marks() {
        return List.of();
    }
}
