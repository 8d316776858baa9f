package io.gatehouse.directory.ldap;

import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.ldap.LdapSettings.Groups;
import io.gatehouse.directory.ldap.LdapSettings.Lockout;
import io.gatehouse.directory.ldap.LdapSettings.Login;
import io.gatehouse.directory.ldap.LdapSettings.Servers;
import io.gatehouse.directory.ldap.LdapSettings.Users;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.directory.ldap.server.ServerSelection;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Settings of directories under test, to be varied. */
record TestSettings(LdapSettings settings) {
    static final String NAME = "staff";

    /** As much time for making a connection as a busy machine needs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The product's default. */
    static final Duration USUAL_TIMEOUT = Duration.ofSeconds(2);

    /** Of users with the groups that name them, asked with the service's login, on four threads. */
    static TestSettings of(InetSocketAddress... servers) {
        List<LdapAddress> addresses =
                Stream.of(servers).map(server -> address(false, server)).toList();
        return new TestSettings(new LdapSettings(
                NAME,
                new Servers(addresses, ServerSelection.FAILOVER, PATIENCE, false, TlsSettings.DEFAULT),
                new Login(TestEntries.SERVICE, Secret.of(TestEntries.SERVICE_PASSWORD)),
                4,
                new Users(
                        OpenLdap.SUFFIX,
                        new LdapTemplate("(&(uid={input})(objectClass=person))"),
                        null,
                        "uid",
                        Map.of("mail", "mail", "job", "employeeType")),
                groups(GroupMode.FILTER, 0),
                Lockout.NONE));
    }

    static LdapAddress address(boolean secure, InetSocketAddress server) {
        return new LdapAddress(secure, server.getHostString(), server.getPort());
    }

    private static Groups groups(GroupMode mode, int depth) {
        return new Groups(mode, TestEntries.GROUPS, new LdapTemplate("(member={dn})"), "cn", "memberOf", depth, false);
    }

    TestSettings withGroups(GroupMode mode, int depth) {
        return with(settings.users(), groups(mode, depth));
    }

    TestSettings withGroupsBase(String base) {
        return with(
                settings.users(),
                new Groups(GroupMode.FILTER, base, new LdapTemplate("(member={dn})"), "cn", "memberOf", 0, false));
    }

    /** By the token of Active Directory, without the primary group. */
    TestSettings withToken(String groups) {
        return with(
                settings.users(),
                new Groups(GroupMode.TOKENGROUPS, groups, new LdapTemplate(""), "cn", "memberOf", 0, false));
    }

    TestSettings withFilter(String filter) {
        Users users = settings.users();
        return with(
                new Users(users.base(), new LdapTemplate(filter), null, users.nameAttribute(), users.attributes()),
                settings.groups());
    }

    TestSettings withPattern(String pattern) {
        Users users = settings.users();
        return with(
                new Users(
                        users.base(),
                        users.filter(),
                        new LdapTemplate(pattern),
                        users.nameAttribute(),
                        users.attributes()),
                settings.groups());
    }

    private TestSettings with(Users users, Groups groups) {
        return new TestSettings(new LdapSettings(
                NAME, settings.servers(), settings.login(), settings.connections(), users, groups, settings.lockout()));
    }

    TestSettings withLogin(String dn, String password) {
        return new TestSettings(new LdapSettings(
                NAME,
                settings.servers(),
                new Login(dn, Secret.of(password)),
                settings.connections(),
                settings.users(),
                settings.groups(),
                settings.lockout()));
    }

    TestSettings withConnections(int number) {
        return new TestSettings(new LdapSettings(
                NAME,
                settings.servers(),
                settings.login(),
                number,
                settings.users(),
                settings.groups(),
                settings.lockout()));
    }

    TestSettings withServers(boolean startTls, TlsSettings tls, LdapAddress... addresses) {
        return with(new Servers(
                List.of(addresses), ServerSelection.FAILOVER, settings.servers().timeout(), startTls, tls));
    }

    /** With so much time for making a connection. */
    TestSettings connectingWithin(Duration timeout) {
        Servers servers = settings.servers();
        return with(new Servers(servers.addresses(), servers.selection(), timeout, servers.startTls(), servers.tls()));
    }

    private TestSettings with(Servers servers) {
        return new TestSettings(new LdapSettings(
                NAME,
                servers,
                settings.login(),
                settings.connections(),
                settings.users(),
                settings.groups(),
                settings.lockout()));
    }

    TestSettings withLockout(int attempts, Duration window) {
        return new TestSettings(new LdapSettings(
                NAME,
                settings.servers(),
                settings.login(),
                settings.connections(),
                settings.users(),
                settings.groups(),
                new Lockout(attempts, window, false)));
    }

    LdapDirectory open() {
        return LdapDirectory.open(settings);
    }
}
