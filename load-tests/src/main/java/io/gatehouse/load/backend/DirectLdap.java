package io.gatehouse.load.backend;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.testbed.OpenLdap;

/** A connection that searches, and one that the user is logged in over: what a login asks of an LDAP server. */
final class DirectLdap implements BackendSession {
    private final TestUsers users;
    private final LDAPConnection searching;
    private final LDAPConnection checking;

    DirectLdap(OpenLdap server, TestUsers users) throws LDAPException {
        this.users = users;
        this.searching = connected(server);
        this.checking = connected(server);
    }

    /** A connection of the administrator, used by one thread. */
    static LDAPConnection connected(OpenLdap server) throws LDAPException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        return new LDAPConnection(
                options, "127.0.0.1", server.address().getPort(), OpenLdap.ADMIN, OpenLdap.ADMIN_PASSWORD);
    }

    @Override
    public void ask(int user) {
        TestUsers.TestLogin login = users.login(user);
        try {
            Filter filter = Filter.createANDFilter(
                    Filter.createEqualityFilter("uid", login.user()),
                    Filter.createEqualityFilter("objectClass", "inetOrgPerson"));
            SearchResultEntry entry =
                    searching.searchForEntry(LdapUsers.PEOPLE, SearchScope.SUB, filter, "uid", "memberOf");
            if (entry == null) {
                throw new LoadException("OpenLDAP does not know " + login.user());
            }
            BindResult unused = checking.bind(entry.getDN(), login.password());
        } catch (LDAPException e) {
            throw new LoadException("OpenLDAP says " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        searching.close();
        checking.close();
    }
}
