package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import io.gatehouse.testbed.OpenLdap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** People and groups of a real server. */
final class TestEntries {
    static final String PEOPLE = "ou=people," + OpenLdap.SUFFIX;
    static final String GROUPS = "ou=groups," + OpenLdap.SUFFIX;
    static final String SERVICE = "cn=gatehouse," + OpenLdap.SUFFIX;
    static final String SERVICE_PASSWORD = "service-secret";
    static final String ALICE_PASSWORD = "alice-secret";

    /** Alice is in orders, which is in shop, which is in everything; and in orders of another branch. */
    private static final String ALL = """
            dn: dc=example,dc=org
            objectClass: dcObject
            objectClass: organization
            dc: example
            o: Example

            dn: cn=gatehouse,dc=example,dc=org
            objectClass: organizationalRole
            objectClass: simpleSecurityObject
            cn: gatehouse
            userPassword: service-secret

            dn: ou=people,dc=example,dc=org
            objectClass: organizationalUnit
            ou: people

            dn: ou=groups,dc=example,dc=org
            objectClass: organizationalUnit
            ou: groups

            dn: ou=foreign,dc=example,dc=org
            objectClass: organizationalUnit
            ou: foreign

            dn: uid=Alice,ou=people,dc=example,dc=org
            objectClass: inetOrgPerson
            uid: Alice
            cn: Alice Adams
            sn: Adams
            mail: alice@example.org
            employeeType: seller
            employeeType: buyer
            userPassword: alice-secret

            dn: uid=bob,ou=people,dc=example,dc=org
            objectClass: inetOrgPerson
            uid: bob
            uid: robert
            cn: Bob
            sn: Brown
            mail: same@example.org
            userPassword: bob-secret

            dn: uid=carol,ou=people,dc=example,dc=org
            objectClass: inetOrgPerson
            uid: carol
            cn: Carol
            sn: Clark
            mail: same@example.org

            dn: uid=we\\2cird\\2b(name)*,ou=people,dc=example,dc=org
            objectClass: inetOrgPerson
            uid: we,ird+(name)*
            cn: Weird
            sn: Weird
            userPassword: weird-secret

            dn: cn=orders,ou=groups,dc=example,dc=org
            objectClass: groupOfNames
            cn: orders
            member: uid=Alice,ou=people,dc=example,dc=org
            member: uid=we\\2cird\\2b(name)*,ou=people,dc=example,dc=org

            dn: cn=shop,ou=groups,dc=example,dc=org
            objectClass: groupOfNames
            cn: shop
            member: cn=orders,ou=groups,dc=example,dc=org

            dn: cn=everything,ou=groups,dc=example,dc=org
            objectClass: groupOfNames
            cn: everything
            member: cn=shop,ou=groups,dc=example,dc=org
            member: cn=everything,ou=groups,dc=example,dc=org

            dn: cn=admins,ou=foreign,dc=example,dc=org
            objectClass: groupOfNames
            cn: admins
            member: uid=Alice,ou=people,dc=example,dc=org

            dn: cn=elsewhere,ou=people,dc=example,dc=org
            objectClass: referral
            objectClass: extensibleObject
            cn: elsewhere
            ref: ldap://127.0.0.1:1/ou=people,dc=example,dc=com
            """;

    private TestEntries() {}

    /** Adds a user with a job of so many characters, who is in so many groups of her own. */
    static void addUser(OpenLdap server, String name, int jobLength, int groups) throws LDAPException {
        String dn = "uid=" + name + "," + PEOPLE;
        try (LDAPConnection connection = admin(server)) {
            LDAPResult user = connection.add(
                    dn,
                    new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("uid", name),
                    new Attribute("cn", name),
                    new Attribute("sn", name),
                    new Attribute("employeeType", "x".repeat(jobLength)),
                    new Attribute("userPassword", "secret"));
            for (int i = 0; i < groups; i++) {
                user = connection.add(
                        "cn=" + name + i + "," + GROUPS,
                        new Attribute("objectClass", "groupOfNames"),
                        new Attribute("cn", name + i),
                        new Attribute("member", dn));
            }
            assertThat(user.getResultCode()).isEqualTo(ResultCode.SUCCESS);
        }
    }

    /** Adds all of them to a server that has none. */
    static void addTo(OpenLdap server) throws IOException, LDAPException, LDIFException {
        try (LDAPConnection connection = admin(server)) {
            addTo(connection);
        }
    }

    /** The same over a connection that may do everything. */
    static void addTo(LDAPConnection connection) throws IOException, LDAPException, LDIFException {
        try (LDIFReader reader = new LDIFReader(new ByteArrayInputStream(ALL.getBytes(StandardCharsets.UTF_8)))) {
            for (Entry entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
                AddRequest request = new AddRequest(entry);
                request.addControl(new ManageDsaITRequestControl(true));
                LDAPResult unused = connection.add(request);
            }
        }
    }

    /** Adds so many users, of numbers from 0 on. */
    static void addUsers(OpenLdap server, int count) throws LDAPException {
        try (LDAPConnection connection = admin(server)) {
            for (int i = 0; i < count; i++) {
                LDAPResult unused = connection.add(
                        "uid=user" + i + "," + PEOPLE,
                        new Attribute("objectClass", "inetOrgPerson"),
                        new Attribute("uid", "user" + i),
                        new Attribute("cn", "user" + i),
                        new Attribute("sn", "user" + i),
                        new Attribute("userPassword", "secret" + i));
            }
        }
    }

    /** A connection that may do everything. */
    static LDAPConnection admin(OpenLdap server) throws LDAPException {
        return new LDAPConnection(
                server.address().getHostString(), server.address().getPort(), OpenLdap.ADMIN, OpenLdap.ADMIN_PASSWORD);
    }
}
