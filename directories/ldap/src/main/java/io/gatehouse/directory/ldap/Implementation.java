package io.gatehouse.directory.ldap;

/** What is known of the servers of a kind: the defaults of the keys that are left out. */
enum Implementation {
    /** Any server: the object classes of the standard. */
    CUSTOM("uid", "", "(&({username_attribute}={input})(objectClass=person))", "", Groups.OF_NAMES, GroupMode.FILTER),
    /** OpenLDAP, whose groups are of two classes. */
    OPENLDAP(
            "uid",
            "",
            "(&({username_attribute}={input})(objectClass=inetOrgPerson))",
            "",
            "(|(&(objectClass=groupOfNames)(member={dn}))(&(objectClass=groupOfUniqueNames)(uniqueMember={dn})))",
            GroupMode.FILTER),
    /** Active Directory and Samba: users who are people, groups of security, and groups within groups in one search. */
    ACTIVEDIRECTORY(
            "sAMAccountName",
            "",
            "(&(|({username_attribute}={input})(userPrincipalName={input}))(sAMAccountType=805306368))",
            "",
            "(&(objectClass=group)(member:1.2.840.113556.1.4.1941:={dn}))",
            GroupMode.FILTER),
    /** FreeIPA, whose {@code memberOf} has the groups of groups as well. */
    FREEIPA(
            "uid",
            "cn=users,cn=accounts",
            "(&({username_attribute}={input})(objectClass=person)(!(nsAccountLock=TRUE)))",
            "cn=groups,cn=accounts",
            Groups.OF_NAMES,
            GroupMode.MEMBEROF),
    /** LLDAP. */
    LLDAP(
            "uid",
            "ou=people",
            "(&({username_attribute}={input})(objectClass=person))",
            "ou=groups",
            Groups.OF_NAMES,
            GroupMode.FILTER);

    final String username;
    final String usersDn;
    final String usersFilter;
    final String groupsDn;
    final String groupsFilter;
    final GroupMode groupMode;

    Implementation(
            String username,
            String usersDn,
            String usersFilter,
            String groupsDn,
            String groupsFilter,
            GroupMode groupMode) {
        this.username = username;
        this.usersDn = usersDn;
        this.usersFilter = usersFilter;
        this.groupsDn = groupsDn;
        this.groupsFilter = groupsFilter;
        this.groupMode = groupMode;
    }

    /** The attribute that names groups: {@code cn} is that of one container alone at Active Directory, and is in DNs. */
    String groupName(GroupMode mode) {
        return this == ACTIVEDIRECTORY && mode != GroupMode.MEMBEROF ? username : "cn";
    }

    private static final class Groups {
        static final String OF_NAMES = "(&(member={dn})(objectClass=groupOfNames))";
    }
}
