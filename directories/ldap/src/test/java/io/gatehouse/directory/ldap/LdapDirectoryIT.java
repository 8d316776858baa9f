package io.gatehouse.directory.ldap;

import static io.gatehouse.directory.ldap.Asking.alice;
import static io.gatehouse.directory.ldap.Asking.assertUndecided;
import static io.gatehouse.directory.ldap.Asking.identity;
import static io.gatehouse.directory.ldap.Asking.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testkit.TestLogin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users and groups of a real OpenLDAP server. */
class LdapDirectoryIT extends OpenLdapTestCase {
    @Test
    void knowsNameAttributesAndGroups() {
        Identity alice = alice(open(settings()));

        assertThat(alice.name()).isEqualTo("Alice");
        assertThat(alice.directory()).isEqualTo(TestSettings.NAME);
        assertThat(alice.attributes().get("mail")).containsExactly("alice@example.org");
        assertThat(alice.attributes().get("job")).containsExactlyInAnyOrder("seller", "buyer");
        assertThat(alice.attributes()).containsOnlyKeys("mail", "job");
        assertThat(alice.groups()).containsExactly("orders");
        assertThat(alice.entitlement()).isNull();
    }

    @Test
    void followsGroupsWithinGroups() {
        assertThat(alice(open(settings().withGroups(GroupMode.FILTER, 1))).groups())
                .containsExactlyInAnyOrder("orders", "shop");
    }

    @Test
    void followsGroupsToTheEndAndNotInACircle() {
        assertThat(alice(open(settings().withGroups(GroupMode.FILTER, 9))).groups())
                .containsExactlyInAnyOrder("orders", "shop", "everything");
    }

    /** A group of another branch may have the name of one that counts. */
    @Test
    void takesGroupsOfTheUsersAttributeBelowTheBaseOnly() {
        assertThat(alice(open(settings().withGroups(GroupMode.MEMBEROF, 0))).groups())
                .containsExactly("orders");
    }

    @Test
    void followsTheAttributeOfGroups() {
        assertThat(alice(open(settings().withGroups(GroupMode.MEMBEROF, 9))).groups())
                .containsExactlyInAnyOrder("orders", "shop", "everything");
    }

    @Test
    void hasNoGroupsWhereNoneAreWanted() {
        assertThat(alice(open(settings().withGroups(GroupMode.NONE, 0))).groups())
                .isEmpty();
    }

    @Test
    void takesOfSeveralNamesTheOneThatTheClientUses() {
        LdapDirectory directory = open(settings());

        assertThat(identity(directory, "ROBERT", "bob-secret").name()).isEqualTo("robert");
        assertThat(identity(directory, "bob", "bob-secret").name()).isEqualTo("bob");
    }

    @Test
    void findsUsersByAnotherAttributeUnderTheirNames() {
        LdapDirectory directory = open(settings().withFilter("(mail={input})"));

        assertThat(identity(directory, "alice@example.org", TestEntries.ALICE_PASSWORD)
                        .name())
                .isEqualTo("Alice");
        Object several = outcome(directory, "same@example.org", "bob-secret");
        assertUndecided(several, "several entries match users_filter");
        assertThat(several).as("nothing is wrong with the server").isInstanceOf(UnusableAnswerException.class);
    }

    @Test
    void rejectsAWrongPasswordAndAnEntryWithoutOne() {
        LdapDirectory directory = open(settings());

        assertThat(outcome(directory, "alice", "wrong")).isEqualTo(new Rejected(DenyReason.BAD_CREDENTIALS));
        assertThat(outcome(directory, "carol", "any")).isInstanceOf(Rejected.class);
        assertThat(outcome(directory, "nobody", "any")).isEqualTo(NotMine.NOT_MINE);
    }

    /** To the server an empty password is none, and right. */
    @Test
    void neverSendsAnEmptyPassword() {
        LdapDirectory directory = open(settings());

        assertThat(directory.lookup(TestLogin.password("alice", "").request())).isNull();
        LdapSettings settings = settings().settings();
        assertThatThrownBy(() ->
                        new LdapLogin(settings, LdapMemory.of(settings), "alice", "", Deadline.in(Asking.TIME), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "al*",
                "alice)(uid=*",
                "*)(objectClass=*",
                "alice)(|(uid=*",
                "alice\\2a",
                "\\61lice",
                "alice\u0000",
                "alice\n",
                "\ud800",
                "uid=alice",
                "alice,ou=people"
            })
    void noNameIsMoreThanAName(String name) {
        assertThat(outcome(open(settings()), name, TestEntries.ALICE_PASSWORD)).isEqualTo(NotMine.NOT_MINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "alice,ou=people",
                "alice+cn=Alice",
                "Alice\\2cou\\3dpeople",
                "\"alice\"",
                "alice;x",
                "<alice>",
                "#04",
                "alice\u0000"
            })
    void noNameIsMoreThanAValueInADn(String name) {
        LdapDirectory directory = open(settings().withPattern("uid={input},ou=people,dc=example,dc=org"));

        assertThat(outcome(directory, name, TestEntries.ALICE_PASSWORD)).isNotInstanceOf(LookupResult.Found.class);
    }

    @Test
    void takesNamesWithCharactersThatMeanSomethingElsewhere() {
        Identity found = identity(open(settings()), "we,ird+(name)*", "weird-secret");

        assertThat(found.name()).isEqualTo("we,ird+(name)*");
        assertThat(found.groups()).containsExactly("orders");
    }

    @Test
    void sendsLargeValuesAndNothingComesOfThem() {
        LdapDirectory directory = open(settings());
        String large = "x".repeat(64 * 1024);

        assertThat(outcome(directory, large, "any")).isEqualTo(NotMine.NOT_MINE);
        assertThat(outcome(directory, "x".repeat(1_024), "any")).isEqualTo(NotMine.NOT_MINE);
        assertThat(outcome(directory, "alice", large)).isEqualTo(NotMine.NOT_MINE);
        assertThat(outcome(directory, "alice", "\u00e9".repeat(4_096))).isInstanceOf(Rejected.class);
        assertThat(alice(directory).name()).isEqualTo("Alice");
    }

    /** The server has a limit of its own, of 500 entries. */
    @Test
    void decidesNothingByValuesThatAreTooLargeOrTooMany() throws Exception {
        TestEntries.addUser(server(), "large", 64 * 1024, 0);
        TestEntries.addUser(server(), "busy", 1, 501);
        LdapDirectory directory = open(settings());

        Object large = outcome(directory, "large", "secret");
        assertUndecided(large, "employeeType of a user is empty, longer than 1024 characters");
        assertThat(large).isInstanceOf(UnusableAnswerException.class);
        Object busy = outcome(directory, "busy", "secret");
        assertUndecided(busy, "a user has more than 1024 groups, or more than the server gives");
        assertThat(busy).isInstanceOf(UnusableAnswerException.class);
    }

    /** The user reads the own entry, and groups as far as the server lets users. */
    @Test
    void needsNoSearchWhereTheDnIsKnown() {
        LdapDirectory directory = open(settings()
                .withLogin("cn=nobody", "no-password")
                .withPattern("uid={input},ou=people,dc=example,dc=org"));

        assertThat(alice(directory).name()).isEqualTo("Alice");
        assertThat(alice(directory).groups()).containsExactly("orders");
        assertThat(identity(directory, "we,ird+(name)*", "weird-secret").name()).isEqualTo("we,ird+(name)*");
        assertThat(outcome(directory, "alice", "wrong")).isInstanceOf(Rejected.class);
    }

    @Test
    void theServicesOwnWrongPasswordRefusesNobody() {
        LdapDirectory directory = open(settings().withLogin(TestEntries.SERVICE, "not-the-password"));

        assertUndecided(
                outcome(directory, "alice", TestEntries.ALICE_PASSWORD),
                "does not take the service's own login (user, password_file): invalid credentials (49)");
        assertThatThrownBy(() -> directory.probe().block(Asking.TIME))
                .hasMessageContaining("does not take the service's own login");
    }

    @Test
    void theProbeReadsTheBase() {
        assertThatCode(() -> open(settings()).probe().block(Asking.TIME)).doesNotThrowAnyException();
    }

    @Test
    void theProbeSaysThatTheBaseIsMissing() {
        LdapSettings of = settings().settings();
        LdapSettings.Users users = of.users();
        LdapSettings wrong = new LdapSettings(
                of.name(),
                of.servers(),
                of.login(),
                1,
                new LdapSettings.Users(
                        "ou=nowhere," + OpenLdap.SUFFIX,
                        users.filter(),
                        null,
                        users.nameAttribute(),
                        users.attributes()),
                of.groups(),
                of.lockout());
        LdapDirectory directory = open(new TestSettings(wrong));

        assertThatThrownBy(() -> directory.probe().block(Asking.TIME))
                .hasMessageContainingAll("ou=nowhere", "does not exist, or the service may not read it", "base_dn");
        assertUndecided(outcome(directory, "alice", TestEntries.ALICE_PASSWORD), "no such object (32)");
    }

    @Test
    void theProbeSaysThatTheBaseOfGroupsIsMissing() {
        LdapDirectory directory = open(settings().withGroupsBase("ou=group," + OpenLdap.SUFFIX));

        assertThatThrownBy(() -> directory.probe().block(Asking.TIME))
                .hasMessageContainingAll("ou=group," + OpenLdap.SUFFIX + " does not exist", "additional_groups_dn");
        assertUndecided(outcome(directory, "alice", TestEntries.ALICE_PASSWORD), "no such object (32)");
    }

    /** A search below people meets a referral to another server, which is not asked. */
    @Test
    void passesOverReferrals() {
        assertThat(alice(open(settings().withFilter("(|(uid={input})(objectClass=referral))")))
                        .name())
                .isEqualTo("Alice");
    }
}
