package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import io.gatehouse.revocation.poll.PollRecorder.Result;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sessions at a server where no instance is are closed when a real LDAP server, or a real database that tells of nothing, says that their
 * users are gone or others: three servers, two instances that ask every second. A server that is down closes nobody.
 */
@AgainstNatsServer
@NeedsTool({"slapd", "postgres"})
@Tag("heavy")
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class PolledDirectoriesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CLOSED = Duration.ofSeconds(9);
    private static final String PASSWORD = "secret-of-a-client";
    private static final String SECRET = "secret-of-the-service";
    private static final String PEOPLE = "ou=people," + OpenLdap.SUFFIX;
    private static final String ORDERS = "cn=orders,ou=groups," + OpenLdap.SUFFIX;
    private static final int STAYING = 2;

    private static PeopleServer people;
    private static StaffDatabase database;
    private static StaffDatabase.Administrator administrator;
    private static RevocationStage cluster;
    private static final List<RevokedClient> STAY = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        people = PeopleServer.start(SECRET);
        database = StaffDatabase.start(SECRET);
        administrator = database.administrator();
        administrator.sql("ALTER TABLE users ADD COLUMN disabled boolean NOT NULL DEFAULT false");
        cluster = RevocationStage.open("{\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\"}}", settings());
        for (int i = 0; i < STAYING; i++) {
            STAY.add(person("ldap-stay" + i));
            STAY.add(staff("pg-stay" + i));
        }
    }

    private static Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("directories.people.type", "ldap"),
                Map.entry("directories.people.implementation", "openldap"),
                Map.entry(
                        "directories.people.address",
                        "ldap://127.0.0.1:" + people.server().address().getPort()),
                Map.entry("directories.people.base_dn", OpenLdap.SUFFIX),
                Map.entry("directories.people.user", "cn=gatehouse," + OpenLdap.SUFFIX),
                Map.entry("directories.people.password", SECRET),
                Map.entry("directories.people.match.user", "ldap-*"),
                Map.entry("directories.people.names.prefix", "people:"),
                Map.entry("directories.staff.type", "postgres"),
                Map.entry(
                        "directories.staff.url",
                        "postgresql://gatehouse:" + SECRET + "@127.0.0.1:"
                                + database.server().port() + "/postgres"),
                Map.entry(
                        "directories.staff.query",
                        "SELECT name, password, account, permissions, disabled FROM users WHERE name = :user"),
                Map.entry("directories.staff.match.user", "pg-*"),
                Map.entry("callout.directory_order", "people,staff,users"),
                Map.entry("rules.orders.if.directory", "people"),
                Map.entry("rules.orders.if.group", "orders"),
                Map.entry("rules.orders.give.account", "APP1"),
                Map.entry("revocation.poll", "1s"));
    }

    @AfterAll
    static void close() throws Exception {
        for (RevokedClient client : STAY) {
            client.close();
        }
        cluster.close();
        administrator.close();
        database.close();
        people.close();
    }

    /** Somebody with a session, who is in the group of those who have an account. */
    private static RevokedClient person(String name) throws Exception {
        try (LDAPConnection admin = admin()) {
            LDAPResult unused = admin.add(
                    "uid=" + name + "," + PEOPLE,
                    new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("uid", name),
                    new Attribute("cn", name),
                    new Attribute("sn", name),
                    new Attribute("userPassword", PASSWORD));
            unused = admin.modify(
                    ORDERS, new Modification(ModificationType.ADD, "member", "uid=" + name + "," + PEOPLE));
        }
        return session(name);
    }

    private static RevokedClient staff(String name) throws Exception {
        administrator.sql("INSERT INTO users VALUES ('" + name + "', 'plain:" + PASSWORD + "', 'APP1', NULL, false)");
        return session(name);
    }

    private static RevokedClient session(String name) throws Exception {
        await().atMost(PATIENCE).until(() -> cluster.isLetIn(2, name, PASSWORD));
        return new RevokedClient(cluster.at(2, name, PASSWORD));
    }

    private static LDAPConnection admin() throws LDAPException {
        return new LDAPConnection(
                "127.0.0.1", people.server().address().getPort(), OpenLdap.ADMIN, OpenLdap.ADMIN_PASSWORD);
    }

    private static long results(Result result) {
        return IntStream.range(0, 2)
                .mapToLong(i -> cluster.service(i).counters().polls().results(result))
                .sum();
    }

    /** The instance that did not close the session may forget its user a moment later. */
    private static void awaitKeptOut(String name) {
        await().atMost(PATIENCE).until(() -> cluster.isKeptOut(2, name, PASSWORD));
    }

    private static void allStay() {
        assertThat(STAY).allMatch(RevokedClient::isOpen);
    }

    @Test
    void aPersonWhoIsRemovedIsClosed() throws Exception {
        try (RevokedClient anna = person("ldap-anna")) {
            anna.isClosedWithin(CLOSED, () -> {
                try (LDAPConnection admin = admin()) {
                    LDAPResult unused = admin.delete("uid=ldap-anna," + PEOPLE);
                }
            });
        }
        awaitKeptOut("ldap-anna");
        allStay();
    }

    @Test
    void aPersonWhoIsTakenOutOfAGroupIsClosed() throws Exception {
        try (RevokedClient berta = person("ldap-berta")) {
            berta.isClosedWithin(CLOSED, () -> {
                try (LDAPConnection admin = admin()) {
                    LDAPResult unused = admin.modify(
                            ORDERS, new Modification(ModificationType.DELETE, "member", "uid=ldap-berta," + PEOPLE));
                }
            });
        }
        awaitKeptOut("ldap-berta");
        allStay();
    }

    @Test
    void aServerThatIsDownClosesNobody() throws Exception {
        long failed = results(Result.FAILED);
        people.server().stop();
        try {
            await().atMost(PATIENCE).until(() -> results(Result.FAILED) > failed + STAYING);
            allStay();
        } finally {
            people.server().begin();
        }
        long same = results(Result.SAME);
        await().atMost(PATIENCE).until(() -> results(Result.SAME) > same + 4 * STAYING);
        allStay();
    }

    @Test
    void aRowThatIsRemovedOrDisabledClosesItsUser() throws Exception {
        try (RevokedClient carl = staff("pg-carl");
                RevokedClient dora = staff("pg-dora")) {
            carl.isClosedWithin(CLOSED, () -> administrator.sql("DELETE FROM users WHERE name = 'pg-carl'"));
            dora.isClosedWithin(
                    CLOSED, () -> administrator.sql("UPDATE users SET disabled = true WHERE name = 'pg-dora'"));
        }
        awaitKeptOut("pg-dora");
        allStay();
    }
}
