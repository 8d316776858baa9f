package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.directory.ldap.domain.SecurityIdentifier;
import java.util.ArrayList;
import java.util.List;

/** The SIDs of groups that Active Directory has in the entry of a user. */
final class UserSids {
    static final String PRIMARY_GROUP = "primaryGroupID";
    private static final String TOKEN_GROUPS = "tokenGroups";

    private UserSids() {}

    /** The primary group: of the user's domain, by a number of its own. It is not among the groups that have the user as member. */
    static SecurityIdentifier ofPrimaryGroup(SearchResultEntry user) {
        Integer number = user.getAttributeValueAsInteger(PRIMARY_GROUP);
        byte[] sid = user.getAttributeValueBytes(SidGroups.SID);
        if (number == null || sid == null) {
            throw LdapFailure.unusable("the user's entry has no " + SidGroups.SID + " or " + PRIMARY_GROUP
                    + " that can be read, which tell the primary group (see primary_group)");
        }
        return sid(sid).sibling(number);
    }

    /** All groups in a list of one's own, those of groups and the primary one too; the server computes them, for one entry at a time. */
    static List<SecurityIdentifier> ofToken(LdapQuery query, String dn) throws LDAPException {
        List<SecurityIdentifier> sids = new ArrayList<>();
        for (SearchResultEntry entry : query.entry(dn, List.of(TOKEN_GROUPS))) {
            byte[][] values = entry.getAttributeValueByteArrays(TOKEN_GROUPS);
            for (byte[] value : values == null ? new byte[0][] : values) {
                sids.add(sid(value));
            }
        }
        if (sids.isEmpty()) {
            throw LdapFailure.unusable("the user's entry has no " + TOKEN_GROUPS
                    + " that can be read: put the service into Windows Authorization Access Group");
        }
        if (sids.size() > GroupSearch.MOST) {
            throw GroupSearch.tooMany();
        }
        return sids;
    }

    private static SecurityIdentifier sid(byte[] value) {
        try {
            return SecurityIdentifier.of(value);
        } catch (IllegalArgumentException e) {
            throw LdapFailure.unusable("a SID in the user's entry " + e.getMessage());
        }
    }
}
