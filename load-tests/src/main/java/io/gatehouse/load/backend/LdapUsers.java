package io.gatehouse.load.backend;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.testbed.OpenLdap;
import java.util.List;

/** OpenLDAP with people, who are found by a search, and whose passwords it checks itself. */
final class LdapUsers implements BackendServer {
    /** Below which people are. */
    static final String PEOPLE = "ou=people," + OpenLdap.SUFFIX;

    /** Nothing that it stores is to outlive the machine. */
    private static final String FAST = "dbnosync";

    private final OpenLdap server;
    private final TestUsers users;

    private LdapUsers(OpenLdap server, TestUsers users) {
        this.server = server;
        this.users = users;
    }

    static LdapUsers start(int users) {
        OpenLdap server = OpenLdap.start(null, FAST);
        try {
            LdapUsers started = new LdapUsers(server, BackendUsers.numbered(users));
            started.fill();
            return started;
        } catch (LDAPException e) {
            server.close();
            throw new LoadException("OpenLDAP does not take users: " + e.getMessage(), e);
        }
    }

    private void fill() throws LDAPException {
        try (LDAPConnection connection = DirectLdap.connected(server)) {
            LDAPResult unused = connection.add(
                    OpenLdap.SUFFIX,
                    new Attribute("objectClass", "dcObject", "organization"),
                    new Attribute("dc", "example"),
                    new Attribute("o", "Example"));
            unused = connection.add(
                    PEOPLE, new Attribute("objectClass", "organizationalUnit"), new Attribute("ou", "people"));
            for (int i = 0; i < users.size(); i++) {
                String name = users.login(i).user();
                unused = connection.add(
                        "uid=" + name + "," + PEOPLE,
                        new Attribute("objectClass", "inetOrgPerson"),
                        new Attribute("uid", name),
                        new Attribute("cn", name),
                        new Attribute("sn", name),
                        new Attribute("userPassword", BackendUsers.PASSWORD));
            }
        }
    }

    @Override
    public TestUsers users() {
        return users;
    }

    @Override
    public List<String> keys() {
        return List.of(
                "type=ldap",
                "implementation=openldap",
                "address=ldap://127.0.0.1:" + server.address().getPort(),
                "base_dn=" + OpenLdap.SUFFIX,
                "additional_users_dn=ou=people",
                "group_search_mode=memberof",
                "user=" + OpenLdap.ADMIN,
                "password=" + OpenLdap.ADMIN_PASSWORD);
    }

    @Override
    public List<String> moreKeys() {
        return BackendUsers.rule();
    }

    @Override
    public BackendSession connect() {
        try {
            return new DirectLdap(server, users);
        } catch (LDAPException e) {
            throw new LoadException("No connection to OpenLDAP: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
