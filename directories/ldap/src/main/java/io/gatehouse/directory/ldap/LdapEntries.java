package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the entry of one user, and who that is: what the service's own login may see of both. */
final class LdapEntries {
    private static final String USER = "who the user is";
    private static final String GROUPS = "what groups the user has";

    private final LdapSettings settings;
    private final LdapMemory memory;
    private final LdapIdentities identities;
    private final String user;
    private final Deadline deadline;

    /** @param user as the client calls itself */
    LdapEntries(LdapSettings settings, LdapMemory memory, String user, Deadline deadline) {
        this.settings = settings;
        this.memory = memory;
        this.identities = new LdapIdentities(settings.name(), settings.users());
        this.user = user;
        this.deadline = deadline;
    }

    /**
     * The user's entry, by a search.
     *
     * @param others attributes beside those that an identity is made of
     */
    Optional<SearchResultEntry> find(LdapSession session, List<String> others) {
        return session.service().ask(USER, deadline, with -> find(with, attributes(others)));
    }

    private Optional<SearchResultEntry> find(LDAPConnection with, List<String> attributes) throws LDAPException {
        String filter = settings.users().filter().fill(Map.of(LdapKeys.INPUT, user));
        try {
            List<SearchResultEntry> entries = query(with).below(settings.users().base(), filter, 2, attributes);
            if (entries.size() > 1) {
                throw several();
            }
            return entries.stream().findFirst();
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                throw several();
            }
            throw e;
        }
    }

    private static RuntimeException several() {
        return LdapFailure.unusable("several entries match users_filter: a user name must be one person's");
    }

    /** The attributes that an identity is made of, and others. */
    List<String> attributes(List<String> others) {
        List<String> attributes = new ArrayList<>(identities.attributes());
        if (settings.groups().mode() == GroupMode.MEMBEROF) {
            attributes.add(settings.groups().memberOf());
        }
        if (settings.groups().readsPrimary()) {
            attributes.addAll(List.of(SidGroups.SID, UserSids.PRIMARY_GROUP));
        }
        attributes.addAll(others);
        return attributes;
    }

    /** Who it is, whose groups are asked for with the service's login. */
    LookupResult found(LdapSession session, SearchResultEntry entry) {
        return session.service().ask(GROUPS, deadline, with -> found(with, entry));
    }

    /** Who it is. */
    LookupResult found(LDAPConnection with, SearchResultEntry entry) throws LDAPException {
        String name = identities.name(entry, user);
        Map<String, String> values = Map.of(LdapKeys.INPUT, user, LdapKeys.USERNAME, name);
        Set<String> groups = GroupSearch.of(settings.groups(), memory.groups(), query(with), entry, values);
        return new Found(identities.identity(entry, name, groups));
    }

    private LdapQuery query(LDAPConnection connection) {
        return new LdapQuery(connection, deadline);
    }
}
