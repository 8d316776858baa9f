package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.testbed.DomainController;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** People and groups of a real domain, over a connection that may do everything. */
final class CorpEntries implements AutoCloseable {
    static final String STAFF = "ou=staff," + DomainController.SUFFIX;
    static final String GROUPS = "ou=groups," + DomainController.SUFFIX;
    static final String SERVICE = "gatehouse@" + DomainController.DOMAIN;
    static final String PASSWORD = "Blue-sky-42";

    private static final int ENABLED = 0x200;
    private static final int DISABLED = 0x202;
    private static final int NEVER_ENDS = 0x10000;

    private final LDAPConnection admin;

    private CorpEntries(LDAPConnection admin) {
        this.admin = admin;
    }

    static CorpEntries of(DomainController controller) throws LDAPException, GeneralSecurityException, IOException {
        return new CorpEntries(new LDAPConnection(
                controller.authority().trusting().getSocketFactory(),
                controller.tlsAddress().getHostString(),
                controller.tlsAddress().getPort(),
                DomainController.ADMIN,
                DomainController.ADMIN_PASSWORD));
    }

    /** Alice is in orders, which is in shop, which is in everything; and everybody is in all, by the primary group. */
    void addAll() throws LDAPException {
        add(STAFF, new Attribute("objectClass", "organizationalUnit"));
        add(GROUPS, new Attribute("objectClass", "organizationalUnit"));
        addUser("gatehouse");
        addUser(
                "Alice",
                new Attribute("userPrincipalName", "alice.adams@" + DomainController.DOMAIN),
                new Attribute("title", "seller"));
        addGroup("orders", dn("Alice"));
        addGroup("shop", group("orders"));
        addGroup("everything", group("shop"));
        addGroup("all", "cn=Domain Users,cn=Users," + DomainController.SUFFIX);
    }

    static String dn(String user) {
        return "cn=" + user + "," + STAFF;
    }

    static String group(String name) {
        return "cn=" + name + "," + GROUPS;
    }

    /** Adds a user whose password never ends. */
    void addUser(String name, Attribute... more) throws LDAPException {
        addUser(name, ENABLED | NEVER_ENDS, more);
    }

    void addDisabled(String name) throws LDAPException {
        addUser(name, DISABLED | NEVER_ENDS);
    }

    /** Adds one whose password ends as the domain says. */
    void addOrdinary(String name, Attribute... more) throws LDAPException {
        addUser(name, ENABLED, more);
    }

    private void addUser(String name, int control, Attribute... more) throws LDAPException {
        List<Attribute> attributes = new ArrayList<>(List.of(
                new Attribute("objectClass", "user"),
                new Attribute("sAMAccountName", name),
                new Attribute("unicodePwd", ('"' + PASSWORD + '"').getBytes(StandardCharsets.UTF_16LE)),
                new Attribute("userAccountControl", Integer.toString(control))));
        attributes.addAll(List.of(more));
        add(dn(name), attributes.toArray(Attribute[]::new));
    }

    void addGroup(String name, String... members) throws LDAPException {
        add(
                group(name),
                new Attribute("objectClass", "group"),
                new Attribute("sAMAccountName", name),
                new Attribute("member", members));
    }

    private void add(String dn, Attribute... attributes) throws LDAPException {
        assertThat(admin.add(dn, attributes).getResultCode()).isEqualTo(ResultCode.SUCCESS);
    }

    /** Changes attributes of the domain, in the order name, value, name, value. */
    void setDomain(String... namesAndValues) throws LDAPException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            set(DomainController.SUFFIX, namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    void set(String dn, String attribute, String value) throws LDAPException {
        assertThat(admin.modify(dn, new Modification(ModificationType.REPLACE, attribute, value))
                        .getResultCode())
                .isEqualTo(ResultCode.SUCCESS);
    }

    /** A number in the entry of a user; 0 where there is none. */
    long number(String user, String attribute) throws LDAPException {
        SearchResultEntry entry = Objects.requireNonNull(admin.getEntry(dn(user), attribute));
        Long value = entry.getAttributeValueAsLong(attribute);
        return value == null ? 0 : value;
    }

    SearchResultEntry entry(String user, String... attributes) throws LDAPException {
        return Objects.requireNonNull(admin.getEntry(dn(user), attributes));
    }

    LDAPConnection admin() {
        return admin;
    }

    /** Everybody's groups of the primary group, beside others. */
    static String[] with(String... groups) {
        return Stream.concat(Stream.of("Domain Users", "all"), Stream.of(groups))
                .toArray(String[]::new);
    }

    @Override
    public void close() {
        admin.close();
    }
}
