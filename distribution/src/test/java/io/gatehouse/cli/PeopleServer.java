package io.gatehouse.cli;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import io.gatehouse.testbed.OpenLdap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A real OpenLDAP server with one person, {@code ldap-carla}, of the group {@code orders}, and the login that Gatehouse has there. */
record PeopleServer(OpenLdap server) implements AutoCloseable {
    private static final String ENTRIES = """
            dn: dc=example,dc=org
            objectClass: dcObject
            objectClass: organization
            dc: example
            o: Example

            dn: cn=gatehouse,dc=example,dc=org
            objectClass: organizationalRole
            objectClass: simpleSecurityObject
            cn: gatehouse
            userPassword: SECRET

            dn: ou=people,dc=example,dc=org
            objectClass: organizationalUnit
            ou: people

            dn: ou=groups,dc=example,dc=org
            objectClass: organizationalUnit
            ou: groups

            dn: uid=ldap-carla,ou=people,dc=example,dc=org
            objectClass: inetOrgPerson
            uid: ldap-carla
            cn: Carla
            sn: Clark
            employeeType: seller
            userPassword: PASSWORD

            dn: cn=orders,ou=groups,dc=example,dc=org
            objectClass: groupOfNames
            cn: orders
            member: uid=ldap-carla,ou=people,dc=example,dc=org
            """;

    /** @param secret the password of Gatehouse's own login */
    static PeopleServer start(String secret) throws IOException, LDAPException, LDIFException {
        OpenLdap server = OpenLdap.start();
        byte[] entries = ENTRIES.replace("SECRET", secret)
                .replace("PASSWORD", EveryDirectory.PASSWORD)
                .getBytes(StandardCharsets.UTF_8);
        try (LDAPConnection admin = new LDAPConnection(
                        "127.0.0.1", server.address().getPort(), OpenLdap.ADMIN, OpenLdap.ADMIN_PASSWORD);
                LDIFReader reader = new LDIFReader(new ByteArrayInputStream(entries))) {
            for (Entry entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
                LDAPResult unused = admin.add(entry);
            }
        }
        return new PeopleServer(server);
    }

    @Override
    public void close() {
        server.close();
    }
}
