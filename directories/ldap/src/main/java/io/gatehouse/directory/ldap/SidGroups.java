package io.gatehouse.directory.ldap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.directory.ldap.domain.LdapValue;
import io.gatehouse.directory.ldap.domain.SecurityIdentifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The groups of Active Directory that are known by their SIDs. Which group has a SID is asked in requests of a bounded size, and
 * remembered for some minutes, for so many groups at most.
 */
final class SidGroups {
    static final String SID = "objectSid";

    /** How many SIDs one request asks for. */
    static final int BATCH = 100;

    private static final int MOST_KEPT = 16 * 1024;
    private static final Duration TIME = Duration.ofMinutes(5);

    private final String nameAttribute;
    private final String base;
    private final LongSupplier clock;

    /** In the order of their last use. */
    @GuardedBy("this") private final LinkedHashMap<SecurityIdentifier, Kept> known = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param base below which groups are; others do not count
     * @param clock as {@link System#nanoTime()}
     */
    SidGroups(String base, String nameAttribute, LongSupplier clock) {
        this.base = base;
        this.nameAttribute = nameAttribute;
        this.clock = clock;
    }

    /** A group. */
    record Group(String dn, String name) {}

    private record Kept(Optional<Group> group, long until) {}

    /** Those of the groups that are below the base. */
    List<Group> find(Collection<SecurityIdentifier> wanted, LdapQuery query) throws LDAPException {
        Map<SecurityIdentifier, Optional<Group>> found = new HashMap<>(kept(wanted));
        List<SecurityIdentifier> unknown = wanted.stream()
                .filter(sid -> !found.containsKey(sid))
                .distinct()
                .toList();
        for (int from = 0; from < unknown.size(); from += BATCH) {
            List<SecurityIdentifier> some = unknown.subList(from, Math.min(from + BATCH, unknown.size()));
            Map<SecurityIdentifier, Optional<Group>> asked = ask(some, query);
            keep(asked);
            found.putAll(asked);
        }
        return found.values().stream().flatMap(Optional::stream).toList();
    }

    private Map<SecurityIdentifier, Optional<Group>> ask(List<SecurityIdentifier> sids, LdapQuery query)
            throws LDAPException {
        Map<SecurityIdentifier, Optional<Group>> groups = new HashMap<>();
        sids.forEach(sid -> groups.put(sid, Optional.empty()));
        Filter filter = Filter.createORFilter(sids.stream()
                .map(sid -> Filter.createEqualityFilter(SID, sid.bytes()))
                .toList());
        for (SearchResultEntry entry : query.below(base, filter, sids.size(), List.of(SID, nameAttribute))) {
            groups.replace(sid(entry), Optional.of(new Group(entry.getDN(), name(entry, nameAttribute))));
        }
        return groups;
    }

    /** What a group is called: its DN where its entry has no name. */
    static String name(SearchResultEntry group, String attribute) {
        byte[] name = group.getAttributeValueBytes(attribute);
        try {
            return name == null ? group.getDN() : LdapValue.text(attribute, name);
        } catch (IllegalArgumentException e) {
            throw LdapFailure.unusable(attribute + " of a group " + e.getMessage());
        }
    }

    private static SecurityIdentifier sid(SearchResultEntry entry) {
        try {
            byte[] value = entry.getAttributeValueBytes(SID);
            return SecurityIdentifier.of(value == null ? new byte[0] : value);
        } catch (IllegalArgumentException e) {
            throw LdapFailure.unusable("a group has no SID that can be read");
        }
    }

    private synchronized Map<SecurityIdentifier, Optional<Group>> kept(Collection<SecurityIdentifier> wanted) {
        Map<SecurityIdentifier, Optional<Group>> found = new HashMap<>();
        for (SecurityIdentifier sid : wanted) {
            Kept one = known.get(sid);
            if (one != null && one.until - clock.getAsLong() > 0) {
                found.put(sid, one.group);
            }
        }
        return found;
    }

    private synchronized void keep(Map<SecurityIdentifier, Optional<Group>> groups) {
        long until = clock.getAsLong() + TIME.toNanos();
        groups.forEach((sid, group) -> known.put(sid, new Kept(group, until)));
        List<SecurityIdentifier> oldest =
                new ArrayList<>(known.keySet()).subList(0, Math.max(0, known.size() - MOST_KEPT));
        oldest.forEach(known::remove);
    }
}
