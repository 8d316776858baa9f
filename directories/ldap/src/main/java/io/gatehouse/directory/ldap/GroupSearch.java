package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.directory.ldap.LdapSettings.Groups;
import io.gatehouse.directory.ldap.domain.SecurityIdentifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the groups of one user, and those that these are in, level by level. */
final class GroupSearch {
    /** The most groups of a user. */
    static final int MOST = 1_024;

    private final Groups settings;
    private final SidGroups sids;
    private final LdapQuery query;
    private final DN base;
    private final Set<DN> seen = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    private GroupSearch(Groups settings, SidGroups sids, LdapQuery query) throws LDAPException {
        this.settings = settings;
        this.sids = sids;
        this.query = query;
        this.base = new DN(settings.base());
    }

    /**
     * The names of the groups.
     *
     * @param login what the placeholders of the filter are, but for the DN
     */
    static Set<String> of(
            Groups settings, SidGroups sids, LdapQuery query, SearchResultEntry user, Map<String, String> login)
            throws LDAPException {
        GroupSearch search = new GroupSearch(settings, sids, query);
        return switch (settings.mode()) {
            case NONE -> Set.of();
            case FILTER -> search.byFilter(user, login);
            case MEMBEROF -> search.byAttribute(user);
            case TOKENGROUPS -> search.noted(sids.find(search.token(user), query));
        };
    }

    private List<SecurityIdentifier> token(SearchResultEntry user) throws LDAPException {
        List<SecurityIdentifier> all = UserSids.ofToken(query, user.getDN());
        if (!settings.primary()) {
            all.remove(UserSids.ofPrimaryGroup(user));
        }
        return all;
    }

    private Set<String> noted(List<SidGroups.Group> groups) {
        groups.forEach(group -> names.add(group.name()));
        return names;
    }

    private Set<String> byFilter(SearchResultEntry user, Map<String, String> login) throws LDAPException {
        Map<String, String> values = new HashMap<>(login);
        values.put(LdapKeys.DN, user.getDN());
        String filter = settings.filter().fill(values);
        List<String> primary = primary(user);
        boolean isFollowed = !primary.isEmpty() && settings.filter().has(LdapKeys.DN);
        List<String> found = search(isFollowed ? "(|" + filter + anyOf(primary) + ")" : filter);
        for (int level = 0; level < settings.depth() && !found.isEmpty(); level++) {
            found = search(anyOf(found));
        }
        return names;
    }

    /** Notes the primary group, and returns its DN; none where it does not count. */
    private List<String> primary(SearchResultEntry user) throws LDAPException {
        if (!settings.primary()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        for (SidGroups.Group group : sids.find(List.of(UserSids.ofPrimaryGroup(user)), query)) {
            if (isNew(dn(group.dn()))) {
                names.add(group.name());
                found.add(group.dn());
            }
        }
        return found;
    }

    /** What else a filter asks for than the DN is of the user, and matches nothing. */
    private String anyOf(List<String> groups) {
        StringBuilder filter = new StringBuilder("(|");
        groups.forEach(group -> filter.append(settings.filter().fill(Map.of(LdapKeys.DN, group))));
        return filter.append(')').toString();
    }

    /** Notes the groups that a filter matches, and returns the DNs of those that are new. */
    private List<String> search(String filter) throws LDAPException {
        List<String> found = new ArrayList<>();
        for (SearchResultEntry group : groups(filter)) {
            if (isNew(dn(group.getDN()))) {
                String name = SidGroups.name(group, settings.nameAttribute());
                names.add(name);
                found.add(group.getDN());
            }
        }
        return found;
    }

    private List<SearchResultEntry> groups(String filter) throws LDAPException {
        try {
            return query.below(settings.base(), filter, MOST + 1, Set.of(settings.nameAttribute()));
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                throw tooMany();
            }
            throw e;
        }
    }

    static RuntimeException tooMany() {
        return LdapFailure.unusable("a user has more than " + MOST + " groups, or more than the server gives");
    }

    private static DN dn(String text) {
        try {
            return new DN(text);
        } catch (LDAPException e) {
            throw LdapFailure.unusable("the DN of a group is none");
        }
    }

    private Set<String> byAttribute(SearchResultEntry user) throws LDAPException {
        List<DN> found = groupsOf(user);
        for (String primary : primary(user)) {
            found.add(dn(primary));
        }
        for (int level = 0; level < settings.depth() && !found.isEmpty(); level++) {
            List<DN> above = new ArrayList<>();
            for (DN group : found) {
                for (SearchResultEntry entry : query.entry(group.toString(), Set.of(settings.memberOf()))) {
                    above.addAll(groupsOf(entry));
                }
            }
            found = above;
        }
        return names;
    }

    /** Notes the groups that an entry names below the base, and returns those that are new. */
    private List<DN> groupsOf(SearchResultEntry entry) throws LDAPException {
        List<DN> found = new ArrayList<>();
        String[] values = entry.getAttributeValues(settings.memberOf());
        for (String value : values == null ? new String[0] : values) {
            DN group = dn(value);
            if (group.isDescendantOf(base, true) && isNew(group)) {
                names.add(name(group));
                found.add(group);
            }
        }
        return found;
    }

    private boolean isNew(DN group) {
        boolean isNew = seen.add(group);
        if (seen.size() > MOST) {
            throw tooMany();
        }
        return isNew;
    }

    /** By the first part of the DN where that is the attribute with the name, otherwise the DN itself. */
    private String name(DN group) {
        RDN first = group.getRDN();
        return first == null || first.isMultiValued() || !first.hasAttribute(settings.nameAttribute())
                ? group.toString()
                : first.getAttributeValues()[0];
    }
}
