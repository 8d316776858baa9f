package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.directory.ldap.LdapSettings.Lockout;
import io.gatehouse.directory.ldap.server.ServerSelection;
import io.gatehouse.testbed.pki.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings mean, and what is said of those that cannot be used. */
class LdapDirectoryTypeTest {
    private static final String LEAST = "address: ldaps://ldap.example.org\nbase_dn: dc=example,dc=org\n";

    @TempDir
    private Path folder;

    private Values values(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("gatehouse.yaml"), "staff:\n" + yaml.indent(2));
        Section root = Section.of("", new Section("staff", new LdapDirectoryType().keys()));
        return new Configuration(root, Map.of(), folder).read(file).in("staff");
    }

    private LdapSettings settings(String yaml) throws IOException {
        Values values = values(yaml);
        LdapSettings settings = LdapSettingsReader.read("staff", values);
        values.throwProblems();
        return Objects.requireNonNull(settings);
    }

    private void assertRefused(String yaml, String... words) throws IOException {
        Values values = values(yaml);
        new LdapDirectoryType().check(values);
        assertThatThrownBy(values::throwProblems)
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void needsAnAddressAndABase() throws IOException {
        LdapSettings settings = settings(LEAST);

        assertThat(settings.servers().addresses()).hasToString("[ldaps://ldap.example.org:636]");
        assertThat(settings.servers().timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.servers().selection()).isEqualTo(ServerSelection.FAILOVER);
        assertThat(settings.connections()).isEqualTo(8);
        assertThat(settings.login()).isNull();
        assertThat(settings.users().base()).isEqualTo("dc=example,dc=org");
        assertThat(settings.users().filter().text()).isEqualTo("(&(uid={input})(objectClass=person))");
        assertThat(settings.users().nameAttribute()).isEqualTo("uid");
        assertThat(settings.users().attributes()).isEmpty();
        assertThat(settings.groups().mode()).isEqualTo(GroupMode.FILTER);
        assertThat(settings.groups().nameAttribute()).isEqualTo("cn");
        assertThat(settings.groups().memberOf()).isEqualTo("memberOf");
        assertRefused("timeout: 2s\n", "staff.address: is missing", "staff.base_dn: is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "openldap ; (&(uid={input})(objectClass=inetOrgPerson)) ; dc=example,dc=org ; FILTER",
                "activedirectory ; (&(|(sAMAccountName={input})(userPrincipalName={input}))(sAMAccountType=805306368))"
                        + " ; dc=example,dc=org ; FILTER",
                "freeipa ; (&(uid={input})(objectClass=person)(!(nsAccountLock=TRUE)))"
                        + " ; cn=users,cn=accounts,dc=example,dc=org ; MEMBEROF",
                "lldap ; (&(uid={input})(objectClass=person)) ; ou=people,dc=example,dc=org ; FILTER"
            })
    void knowsKindsOfServers(String implementation, String filter, String base, GroupMode mode) throws IOException {
        LdapSettings settings = settings(LEAST + "implementation: " + implementation);

        assertThat(settings.users().filter().text()).isEqualTo(filter);
        assertThat(settings.users().base()).isEqualTo(base);
        assertThat(settings.groups().mode()).isEqualTo(mode);
        assertThat(LdapSyntax.mistakeOfFilter(settings.users().filter())).isNull();
        assertThat(LdapSyntax.mistakeOfFilter(settings.groups().filter())).isNull();
    }

    @Test
    void leavesLockOutAndThePrimaryGroupToTheKindOfServer() throws IOException {
        String domain = LEAST + "implementation: activedirectory\n";
        String pattern = "user_dn_pattern: 'cn={input},cn=users,dc=x'\n";

        assertThat(settings(domain).lockout()).isEqualTo(new Lockout(null, null, true));
        assertThat(settings(domain + "lockout: {attempts: 2, window: 1h}").lockout())
                .isEqualTo(new Lockout(2, Duration.ofHours(1), true));
        assertThat(settings(domain + pattern).lockout()).isEqualTo(new Lockout(3, Duration.ofMinutes(30), false));
        assertThat(settings(LEAST).lockout().attempts()).isZero();
        assertThat(settings(LEAST + "lockout: {attempts: 4}").lockout())
                .isEqualTo(new Lockout(4, Duration.ofMinutes(30), false));
        assertThat(settings(domain).groups().primary()).isTrue();
        assertThat(settings(domain + "primary_group: false").groups().primary()).isFalse();
        assertThat(settings(LEAST).groups().primary()).isFalse();
        String token = "group_search_mode: tokengroups\n";
        assertThat(settings(LEAST + token).groups().primary()).isTrue();
        assertThat(settings(LEAST + token + "primary_group: false").groups().primary())
                .isFalse();
    }

    /** Two groups of Active Directory may have one {@code cn}, in two places. */
    @ParameterizedTest
    @CsvSource({
        "activedirectory, filter, sAMAccountName",
        "activedirectory, memberof, cn",
        "activedirectory, tokengroups, sAMAccountName",
        "openldap, filter, cn",
        "freeipa, memberof, cn"
    })
    void namesGroupsByWhatIsOneGroups(String implementation, String mode, String name) throws IOException {
        LdapSettings settings = settings(LEAST + "implementation: " + implementation + "\ngroup_search_mode: " + mode);

        assertThat(settings.groups().nameAttribute()).isEqualTo(name);
    }

    @Test
    void takesEveryKey() throws IOException {
        Files.writeString(folder.resolve("password"), "hidden\n");
        LdapSettings settings = settings("""
                address: [ldap://one.example.org, 'ldap://two.example.org:3890']
                server_selection: round_robin
                timeout: 500ms
                start_tls: true
                pooling: {count: 3}
                user: cn=gatehouse,dc=example,dc=org
                password_file: password
                base_dn: dc=example,dc=org
                additional_users_dn: ou=people
                users_filter: (|({username_attribute}={input})({mail_attribute}={input}))
                group_search_mode: memberof
                additional_groups_dn: ou=groups
                groups_filter: (memberUid={username})
                group_depth: 2
                attributes: {username: cn, group_name: ou, member_of: isMemberOf, mail: mail, job: title}
                """);

        assertThat(settings.servers().addresses()).hasSize(2);
        assertThat(settings.servers().selection()).isEqualTo(ServerSelection.ROUND_ROBIN);
        assertThat(settings.servers().timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.servers().startTls()).isTrue();
        assertThat(settings.connections()).isEqualTo(3);
        assertThat(Objects.requireNonNull(settings.login()).password().reveal()).isEqualTo("hidden");
        assertThat(settings.users().base()).isEqualTo("ou=people,dc=example,dc=org");
        assertThat(settings.users().filter().text()).isEqualTo("(|(cn={input})(mail={input}))");
        assertThat(settings.users().attributes()).isEqualTo(Map.of("mail", "mail", "job", "title"));
        assertThat(settings.groups().mode()).isEqualTo(GroupMode.MEMBEROF);
        assertThat(settings.groups().base()).isEqualTo("ou=groups,dc=example,dc=org");
        assertThat(settings.groups().filter().text()).isEqualTo("(memberUid={username})");
        assertThat(settings.groups().nameAttribute()).isEqualTo("ou");
        assertThat(settings.groups().memberOf()).isEqualTo("isMemberOf");
        assertThat(settings.groups().depth()).isEqualTo(2);
        assertThat(settings.toString()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user: cn=x | the user needs a password; set staff.password_file",
                "password: x | a password needs a user; set staff.user",
                "start_tls: true | is for ldap://, and ldaps:// begins with TLS already",
                "users_filter: '(uid=x)' | must contain {input}",
                "users_filter: '(uid={input}' | is no filter",
                "users_filter: '({input}=x)' | must be in a value",
                "users_filter: '(uid={name})' | there is no placeholder {name} here; there is {input}",
                "users_filter: '(&(uid={input})({mail_attribute}=x))' | {mail_attribute} is not one of the attributes",
                "groups_filter: '(member={group})' | there is no placeholder {group}",
                "user_dn_pattern: 'uid=x,dc=y' | must have {input} in it",
                "user_dn_pattern: '{input}' | is no DN",
                "additional_users_dn: people | is no DN",
                "group_search_mode: all | use filter, memberof, tokengroups or none",
                "lockout: {window: 5m} | has no effect without attempts",
                "lockout: {attempts: 1001} | not a whole number between 0 and 1000",
                "group_depth: 17 | not a whole number between 0 and 16",
                "attributes: {mail: 'ma il'} | an attribute of LDAP has letters, digits and dashes",
                "pooling: {count: 0} | not a whole number between 1 and 256"
            })
    void saysWhatIsWrong(String line, String words) throws IOException {
        assertRefused(LEAST + line, words);
    }

    @Test
    void warnsOfPasswordsThatGoToAnotherMachineUnencrypted() throws IOException {
        LdapDirectoryType type = new LdapDirectoryType();
        String plain = "base_dn: dc=x\naddress: [ldap://localhost, ldap://127.0.0.1, ldap://ldap.example.org]\n";

        assertThat(type.warnings("staff", values(plain)))
                .containsExactly("directory staff: passwords go to ldap://ldap.example.org:389 unencrypted;"
                        + " write ldaps:// into address, or set start_tls");
        assertThat(type.warnings("staff", values(plain + "start_tls: true"))).isEmpty();
        assertThat(type.warnings("staff", values(LEAST))).isEmpty();
    }

    @Test
    void saysWhereGuessesAreCountedByEachControllerAlone() throws IOException {
        LdapDirectoryType type = new LdapDirectoryType();
        String one = "base_dn: dc=x\nserver_selection: round_robin\nimplementation: activedirectory\n";
        String two = one + "address: [ldaps://dc1.example.org, ldaps://dc2.example.org]\n";

        assertThat(type.warnings("staff", values(two)))
                .singleElement()
                .asString()
                .startsWith("directory staff: no controller but the PDC emulator knows")
                .contains("lockout.attempts");
        assertThat(type.warnings("staff", values(two + "lockout: {attempts: 2}")))
                .isEmpty();
        assertThat(type.warnings("staff", values(two.replace("round_robin", "failover"))))
                .isEmpty();
        assertThat(type.warnings("staff", values(two.replace("activedirectory", "openldap"))))
                .isEmpty();
        assertThat(type.warnings("staff", values(one + "address: ldaps://dc1.example.org")))
                .isEmpty();
    }

    @Test
    void theAuthorityDecidesWhoGetsIn() throws IOException {
        LdapDirectoryType type = new LdapDirectoryType();
        Files.writeString(
                folder.resolve("ca.pem"), CertificateAuthority.root("LDAP").pem());

        assertThat(type.decisiveFiles(values(LEAST + "tls: {ca: ca.pem}"))).containsExactly(folder.resolve("ca.pem"));
        assertThat(type.decisiveFiles(values(LEAST))).isEmpty();
    }

    @Test
    void takesServersWithoutTlsBesideThoseWithItOnThisMachineOnly() throws IOException {
        assertRefused(
                "address: [ldaps://a.example.org, ldap://b.example.org]\nbase_dn: dc=x", "staff.address: has servers");
        assertThat(settings("address: [ldaps://a.example.org, ldap://localhost]\nbase_dn: dc=x")
                        .servers()
                        .addresses())
                .hasSize(2);
    }

    @Test
    void saysWhatDoesNotGoTogether() throws IOException {
        assertRefused(
                LEAST + "user_dn_pattern: 'uid={input},dc=x'\nusers_filter: '(uid={input})'",
                "finds users, and user_dn_pattern says where they are");
        assertRefused(
                LEAST + "group_depth: 1\ngroups_filter: '(memberUid={username})'", "needs a groups_filter with {dn}");
        assertRefused(LEAST + "group_depth: 1\ngroup_search_mode: tokengroups", "is not for tokengroups");
        assertRefused(
                LEAST + "user_dn_pattern: 'uid={input},dc=x'\ngroup_search_mode: tokengroups",
                "is read by the service, not by users");
        assertRefused("address: ldap://x\nbase_dn: dc=x\ntls: {server_name: y}", "is for connections with TLS");
        assertRefused("address: ldap://x\nbase_dn: example.org", "staff.base_dn: is no DN");
        assertRefused("address: ldap.example.org\nbase_dn: dc=x", "an address is ldap://HOST[:PORT]");
    }
}
