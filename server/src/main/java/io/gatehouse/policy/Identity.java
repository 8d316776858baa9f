package io.gatehouse.policy;

import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.rule.IdentityFacts;
import io.gatehouse.policy.text.UserText;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is, as a directory knows it; immutable. It remembers what a policy made of it, so that a policy
 * prepares what many logins share once for as long as the identity is cached.
 */
public final class Identity implements IdentityFacts {
    private final String directory;
    private final String name;
    private final Map<String, List<String>> attributes;
    private final Set<String> groups;
    private final @Nullable Entitlement entitlement;
    private final @Nullable Instant expiresAt;
    private final List<String> marks;
    private volatile @Nullable PreparedGrants prepared;

    /**
     * @param directory the name of the directory that knows it
     * @param entitlement what the directory itself states that it may; null where it states nothing
     * @throws IllegalArgumentException when the name is empty or has control characters
     */
    public Identity(
            String directory,
            String name,
            Map<String, List<String>> attributes,
            Set<String> groups,
            @Nullable Entitlement entitlement) {
        this(directory, name, attributes, groups, entitlement, null);
    }

    /** @param expiresAt when what the client proved who it is with ends, and its session with it; null for never */
    public Identity(
            String directory,
            String name,
            Map<String, List<String>> attributes,
            Set<String> groups,
            @Nullable Entitlement entitlement,
            @Nullable Instant expiresAt) {
        this(directory, name, attributes, groups, entitlement, expiresAt, List.of());
    }

    private Identity(
            String directory,
            String name,
            Map<String, List<String>> attributes,
            Set<String> groups,
            @Nullable Entitlement entitlement,
            @Nullable Instant expiresAt,
            List<String> marks) {
        this.directory = directory;
        this.name = UserText.require("a user name", name);
        this.attributes = copy(attributes);
        this.groups = Set.copyOf(groups);
        this.entitlement = entitlement;
        this.expiresAt = expiresAt;
        this.marks = List.copyOf(marks);
    }

    /** Of a directory that says itself what its users may, and nothing else of them. */
    public static Identity of(String directory, Entitlement entitlement) {
        return new Identity(directory, entitlement.name(), Map.of(), Set.of(), entitlement);
    }

    /** The same with another name, which its entitlement has as well, and other groups. */
    public Identity named(String newName, Set<String> newGroups) {
        Entitlement stated = entitlement == null ? null : entitlement.named(newName);
        return new Identity(directory, newName, attributes, newGroups, stated, expiresAt, marks);
    }

    /** The same, whose sessions have these marks as tags. */
    public Identity marked(List<String> newMarks) {
        return new Identity(directory, name, attributes, groups, entitlement, expiresAt, newMarks);
    }

    @Override
    public String directory() {
        return directory;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, List<String>> attributes() {
        return attributes;
    }

    @Override
    public Set<String> groups() {
        return groups;
    }

    @Override
    public @Nullable Entitlement entitlement() {
        return entitlement;
    }

    /** When what the client proved who it is with ends, as a certificate does; null for never. */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** Tags of its sessions, by which they are found when what the client proved who it is with is revoked; most often none. */
    @Override
    public List<String> marks() {
        return marks;
    }

    /** The heap that it takes with its grant, in bytes, without what it shares with its directory: estimated by its texts. */
    public int bytes() {
        return IdentityBytes.of(this);
    }

    /** What a policy made of it last; null when none did. */
    @Nullable PreparedGrants prepared() {
        return prepared;
    }

    void prepared(PreparedGrants made) {
        prepared = made;
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> attributes) {
        if (attributes.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> copy = new TreeMap<>();
        attributes.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }

    /** Without attributes, which may be anything. */
    @Override
    public String toString() {
        return "Identity[" + name + " of " + directory + "]";
    }
}
